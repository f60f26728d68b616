// Everything people can do with the bot in Slack, whichever way it reaches us.
import type { App } from '@slack/bolt';
import type { Asking } from './asking.ts';
import { listenForChoices } from './choosing.ts';
import { listenForForms } from './forms.ts';
import { listenForHome, publishHome } from './home.ts';
import { createMemberships } from './memberships.ts';
import { listenForOffers } from './offers.ts';
import { listenForPresses } from './presses.ts';
import { guard, listenForCommands } from './requests.ts';

export function listenForPeople(app: App, asking: Asking): void {
  const memberships = createMemberships(asking);
  guard(app, asking);
  listenForCommands(app, asking);
  listenForPresses(app, asking, memberships);
  // What was changed from App Home is to be seen there.
  listenForForms(app, asking, ({ workspace, user }) =>
    publishHome({ workspace, user, channel: user.id }, asking, memberships),
  );
  listenForChoices(app, asking);
  listenForOffers(app, asking);
  listenForHome(app, asking, memberships);
}
