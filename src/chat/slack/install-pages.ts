// The two pages of an install: one sends the browser to Slack, to the other it comes back, allowed or refused.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageOf, type Shown } from './install-page.ts';
import { type Installations, REDIRECT_PATH } from './installations.ts';
import type { SlackLog } from './web.ts';

const INSTALL_PATH = '/slack/install';

const DONE: Shown = {
  status: 200,
  title: 'Summit Watch is installed',
  text: 'Type /summit-help in a channel of your workspace to begin.',
};
const FAILED: Shown = {
  status: 502,
  title: 'Slack did not confirm the install',
  text: 'Nothing was installed.',
  again: INSTALL_PATH,
};
const NOT_HERE =
  'It did not begin in this browser, or too long ago, or it has been used already. Nothing was installed.';

/** What the browser shows when something is wrong; the codes are those of Slack's SDK. */
const FAILURES: Readonly<Record<string, Shown>> = {
  slack_oauth_installer_authorization_error: {
    status: 200,
    title: 'Nothing was installed',
    text: 'As you chose. You can close this page.',
    again: INSTALL_PATH,
  },
  slack_oauth_missing_code: {
    status: 400,
    title: 'This install cannot go on',
    text: 'Slack sent no code along. Nothing was installed.',
    again: INSTALL_PATH,
  },
  slack_oauth_missing_state: {
    status: 400,
    title: 'This install cannot go on',
    text: 'It did not begin here. Nothing was installed.',
    again: INSTALL_PATH,
  },
  slack_oauth_invalid_state: { status: 400, title: 'This install cannot go on', text: NOT_HERE, again: INSTALL_PATH },
};
const WHOLE_ORGANISATION: Shown = {
  status: 403,
  title: 'Not for a whole organisation',
  text:
    'Summit Watch is installed into single workspaces, so that each decides for its own channels. Nothing was installed. ' +
    'Begin again and choose one workspace of your organisation.',
  again: INSTALL_PATH,
};
const ONLY_TO_LOOK: Shown = { status: 405, title: 'This page is for looking at', text: 'Open it in a browser.' };
const BROKEN: Shown = {
  status: 500,
  title: 'Something went wrong here',
  text: 'It has been noted. Please try again in a minute.',
  again: INSTALL_PATH,
};

/** Answers whether the request was for one of the pages. */
export function createInstallPages(
  { provider }: Installations,
  { log, onInstalled }: { readonly log: SlackLog; readonly onInstalled: (team: string) => void },
): (request: IncomingMessage, response: ServerResponse) => boolean {
  function redirect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return provider.handleCallback(request, response, {
      async afterInstallation(installation) {
        if (!installation.isEnterpriseInstall && installation.team !== undefined) return true;
        log.warn('Slack: an install for a whole organisation was refused');
        show(response, WHOLE_ORGANISATION);
        return false;
      },
      success(installation) {
        log.info('Slack: installed', { workspace: installation.team?.id });
        if (installation.team !== undefined) onInstalled(installation.team.id);
        show(response, DONE);
      },
      failure(error) {
        log.warn('Slack: an install did not come about', { why: error.code });
        show(response, FAILURES[error.code] ?? FAILED);
      },
    });
  }

  return (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path !== INSTALL_PATH && path !== REDIRECT_PATH) return false;
    request.resume();
    if (request.method !== 'GET') {
      show(response, ONLY_TO_LOOK);
      return true;
    }
    const shown = path === INSTALL_PATH ? provider.handleInstallPath(request, response) : redirect(request, response);
    shown.catch((error: unknown) => {
      log.error('Slack: a page of the install failed', { error });
      show(response, BROKEN);
    });
    return true;
  };
}

function show(response: ServerResponse, shown: Shown): void {
  if (response.headersSent) return void response.end();
  const { headers, html } = pageOf(shown);
  response.writeHead(shown.status, headers);
  response.end(html);
}
