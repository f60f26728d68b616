// The two pages of an install: one sends the browser to Slack, to the other it comes back, allowed or refused.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Installations, REDIRECT_PATH } from './installations.ts';
import type { SlackLog } from './web.ts';

const INSTALL_PATH = '/slack/install';

/** What the browser shows when something is wrong, and the status; the codes are those of Slack's SDK. */
const FAILURES: Readonly<Record<string, readonly [status: number, text: string]>> = {
  slack_oauth_installer_authorization_error: [200, 'Nothing was installed, as you chose. You can close this page.'],
  slack_oauth_missing_code: [400, 'Slack sent no code along. Begin again at /slack/install.'],
  slack_oauth_missing_state: [400, 'This did not begin here. Begin at /slack/install.'],
  slack_oauth_invalid_state: [
    400,
    'This did not begin in this browser, or too long ago. Begin again at /slack/install.',
  ],
};
const FAILED = [502, 'Slack did not confirm the install. Begin again at /slack/install.'] as const;
const WHOLE_ORGANISATION =
  'Summit Watch is installed into single workspaces, not into a whole organisation. Begin again at /slack/install and choose a workspace.';

/** Answers whether the request was for one of the pages. */
export function createInstallPages(
  { provider }: Installations,
  log: SlackLog,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  function redirect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return provider.handleCallback(request, response, {
      async afterInstallation(installation) {
        if (!installation.isEnterpriseInstall && installation.team !== undefined) return true;
        log.warn('Slack: an install for a whole organisation was refused');
        show(response, 403, WHOLE_ORGANISATION);
        return false;
      },
      success(installation) {
        log.info('Slack: installed', { workspace: installation.team?.id });
        show(response, 200, 'Summit Watch is installed. Type /summit-help in a channel to begin.');
      },
      failure(error) {
        const [status, text] = FAILURES[error.code] ?? FAILED;
        log.warn('Slack: an install did not come about', { why: error.code });
        show(response, status, text);
      },
    });
  }

  return (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path !== INSTALL_PATH && path !== REDIRECT_PATH) return false;
    request.resume();
    if (request.method !== 'GET') {
      show(response, 405, 'This page is for looking at.');
      return true;
    }
    const shown = path === INSTALL_PATH ? provider.handleInstallPath(request, response) : redirect(request, response);
    shown.catch((error: unknown) => {
      log.error('Slack: a page of the install failed', { error });
      show(response, 500, 'Something went wrong here, and it has been noted. Please try again in a minute.');
    });
    return true;
  };
}

function show(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(`<!doctype html>\n<html lang="en"><title>Summit Watch</title><p>${text}</p></html>\n`);
}
