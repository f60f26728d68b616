// The door for hubs while the service starts: nobody is known behind it until the newsroom is open.
import type { WebSub } from '../jobs/websub.ts';
import type { WebSubDoor } from '../web/websub.ts';

export function doorTo(webSub: () => WebSub | undefined, maxBytes: number): WebSubDoor {
  return {
    maxBytes,
    // A hub that comes too early must not be told to forget us: it is let in, and asked to come again.
    knows: async (path) => (await webSub()?.knows(path)) ?? true,
    verify: async (path, query) => webSub()?.verify(path, query),
    receive: async (path, push) => (await webSub()?.receive(path, push)) ?? 'busy',
  };
}
