// Opens connections for fetching: a name is looked up once, each address is checked, and the socket goes to a checked address.

import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as lookUp } from 'node:dns';
import { isIP, Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { FetchStopped } from './fault.ts';
import type { AddressPolicy } from './safe-address.ts';

/** How names become addresses; the system's resolver outside tests. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

export type AgentOptions = {
  readonly allow: AddressPolicy;
  readonly connectMs: number;
  readonly resolve?: Resolve;
};

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Given to the socket as its own lookup, so that no second one can lead elsewhere after the check. */
function checkedLookup(policy: AddressPolicy, resolve: Resolve) {
  return (hostname: string, options: LookupOptions, answer: Answer): void => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, []);
      const open = found.filter(({ address }) => policy.refusal(address) === undefined);
      const [first] = open;
      if (!first)
        return answer(new FetchStopped({ kind: 'refused', why: refusalOf(hostname, found, policy), closed: true }), []);
      if (options.all) return answer(null, open);
      answer(null, first.address, first.family);
    });
  };
}

function refusalOf(hostname: string, found: readonly LookupAddress[], policy: AddressPolicy): string {
  const [first] = found;
  if (!first) return `${hostname} has no address`;
  return `${hostname} leads to a closed address: ${policy.refusal(first.address) ?? first.address}`;
}

export type FetchAgent = {
  readonly dispatcher: Dispatcher;
  /** Cuts every connection, also those that are only being made and would else hold up the end of the process. */
  readonly close: () => Promise<void>;
};

export function openAgent({ allow, connectMs, resolve = lookUp }: AgentOptions): FetchAgent {
  // No signal is given to the sockets: one that lives as long as the agent would keep them all.
  const sockets = new Set<Socket>();
  const connect = buildConnector({ timeout: connectMs, lookup: checkedLookup(allow, resolve) });
  const dispatcher = new Agent({
    connections: 2,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 15_000,
    maxHeaderSize: 64 * 1024,
    connect(options, callback) {
      // A literal address is never looked up, so it is checked here.
      const why = isIP(options.hostname) ? allow.refusal(options.hostname) : undefined;
      if (why) return callback(new FetchStopped({ kind: 'refused', why, closed: true }), null);
      const socket: unknown = connect(options, callback);
      if (socket instanceof Socket) sockets.add(socket.once('close', () => sockets.delete(socket)));
    },
  });
  return {
    dispatcher,
    async close() {
      for (const socket of sockets) socket.destroy(new Error('the fetcher is closed'));
      await dispatcher.destroy();
    },
  };
}
