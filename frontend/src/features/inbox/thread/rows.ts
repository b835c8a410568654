// A thread as rows: oldest first, grouped by sender, each day opened once, with what is still on its way at the end.
import type { Message } from '@parley/contract';
import type { Outgoing } from '../outgoing';

interface Placed {
  key: string;
  at: string;
  /** First of its calendar day. */
  opensDay: boolean;
  /** First of a group of one sender. */
  opens: boolean;
  /** Another of the same group follows. */
  followed: boolean;
}
export type ThreadRow = Placed & ({ type: 'message'; message: Message } | { type: 'outgoing'; outgoing: Outgoing });

/** Messages of one sender closer than this stand together. */
const groupWithinMs = 10 * 60_000;

type Bare = { key: string; at: string; voice: string } & (
  | { type: 'message'; message: Message }
  | { type: 'outgoing'; outgoing: Outgoing }
);

function bareMessage(message: Message): Bare {
  // The sender's own key first: the bubble keeps its place in the page when the server's message takes over.
  const key = message.clientKey ?? message.id;
  // What failed stands apart, so that its reason is not read as the next bubble's.
  const trouble = message.state === 'failed' || message.state === 'uncertain' ? message.id : '';
  const { direction, source, senderId, campaignId } = message;
  const voice = [direction, source === 'phone', senderId, campaignId, trouble].join(' ');
  return { type: 'message', key, at: message.at, voice, message };
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}

/** @param newestFirst messages as the API pages them */
export function toRows(newestFirst: readonly Message[], outgoing: readonly Outgoing[]): ThreadRow[] {
  const arrived = new Set(newestFirst.map((message) => message.clientKey));
  const bare: Bare[] = [
    ...newestFirst.map(bareMessage).reverse(),
    ...outgoing
      .filter((one) => !arrived.has(one.clientKey))
      .map(
        (one): Bare => ({
          type: 'outgoing',
          key: one.clientKey,
          at: one.at,
          voice: `out ${one.clientKey}`,
          outgoing: one,
        }),
      ),
  ];
  return bare.map((self, index) => {
    const before = bare[index - 1];
    const after = bare[index + 1];
    const { voice: _voice, ...row } = self;
    return {
      ...row,
      opensDay: !before || dayOf(before.at) !== dayOf(self.at),
      opens: !before || !joins(before, self),
      followed: after !== undefined && joins(self, after),
    };
  });
}

function joins(a: Bare, b: Bare): boolean {
  return a.voice === b.voice && dayOf(a.at) === dayOf(b.at) && Date.parse(b.at) - Date.parse(a.at) < groupWithinMs;
}
