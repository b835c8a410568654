// A thread as rows: oldest first, grouped by sender, each day opened once, notes and outages at their time, and at the end what is still on
// its way.
import type { ChatGap, Message, Note } from '@parley/contract';
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
/** A time in which messages may be missing, or that was made up for; several with nothing between them are one. */
export interface GapSpan {
  from: string;
  to: string;
  /** Messages fetched afterwards; 0 where some may be missing. */
  recovered: number;
}
type RowContent =
  | { type: 'message'; message: Message }
  | { type: 'outgoing'; outgoing: Outgoing }
  | { type: 'note'; note: Note }
  | { type: 'gap'; gap: GapSpan };
export type ThreadRow = Placed & RowContent;

/** What stands between the messages. */
export interface Between {
  notes: readonly Note[];
  gaps: readonly ChatGap[];
  /** Nothing older is to be loaded: what is older than the first message has its place too. */
  complete: boolean;
}

/** Messages of one sender closer than this stand together. */
const groupWithinMs = 10 * 60_000;

type Bare = { key: string; at: string; voice: string } & RowContent;

function bareMessage(message: Message): Bare {
  // The sender's own key first: the bubble keeps its place in the page when the server's message takes over.
  const key = message.clientKey ?? message.id;
  // What failed stands apart, so that its reason is not read as the next bubble's.
  const trouble = message.state === 'failed' || message.state === 'uncertain' ? message.id : '';
  const { direction, source, senderId, campaignId, content } = message;
  // Files of one test stand together, apart from what was really said: one mark tells of them all.
  const test = content.test ? `test ${content.testOf}` : '';
  const voice = [direction, source === 'phone', senderId, campaignId, test, trouble].join(' ');
  return { type: 'message', key, at: message.at, voice, message };
}

function bareNote(note: Note): Bare {
  return { type: 'note', key: `note-${note.id}`, at: note.createdAt, voice: `note ${note.id}`, note };
}

/** What came back only in part may still be missing, which is what counts. */
function bareGap({ id, from, to, state, ...gap }: ChatGap, end: string): Bare {
  const recovered = state === 'recovered' ? gap.recovered : 0;
  return { type: 'gap', key: `gap-${id}`, at: from, voice: `gap ${id}`, gap: { from, to: to ?? end, recovered } };
}

/** An outage that still lasts is the header's to tell; one that brought nothing back lost nothing. */
function isWorthTelling({ state, recovered }: ChatGap): boolean {
  return state === 'may_be_missing' || (state === 'recovered' && recovered > 0);
}

/** Neither a reaction (it shows on its message) nor what was cancelled before it left has a row. */
function hasRow({ kind, state, deletedAt }: Message): boolean {
  return kind !== 'reaction' && !(deletedAt !== null && state === 'skipped');
}

/** Outages that follow each other without a message between them read as one. */
function mergeGaps(rows: readonly Bare[]): Bare[] {
  const merged: Bare[] = [];
  for (const row of rows) {
    const last = merged.at(-1);
    const alike =
      row.type === 'gap' && last?.type === 'gap' && (row.gap.recovered === 0) === (last.gap.recovered === 0);
    if (!alike) {
      merged.push(row);
      continue;
    }
    const { from, recovered } = last.gap;
    merged[merged.length - 1] = {
      ...last,
      gap: { from, to: laterOf(last.gap.to, row.gap.to), recovered: recovered + row.gap.recovered },
    };
  }
  return merged;
}

const dayOfDevice = (at: string) => new Date(at).toDateString();

/**
 * @param newestFirst messages as the API pages them
 * @param between left out where there is nothing but messages
 * @param dayOf the same for two moments of one day, on the clock that the thread is shown by
 */
export function toRows(
  newestFirst: readonly Message[],
  outgoing: readonly Outgoing[],
  between?: Between,
  dayOf: (at: string) => string = dayOfDevice,
): ThreadRow[] {
  const arrived = new Set(newestFirst.map((message) => message.clientKey));
  const messages = newestFirst.filter(hasRow).map(bareMessage).reverse();
  const oldest = between?.complete ? '' : (messages[0]?.at ?? '');
  const beside = between
    ? [
        ...between.notes.map(bareNote),
        ...between.gaps.filter(isWorthTelling).map((gap) => bareGap(gap, new Date().toISOString())),
      ].filter((row) => row.at >= oldest)
    : [];
  // Times of the API are all UTC to the millisecond: as texts they sort. A stable sort keeps the messages in the server's order.
  const placed = beside.length > 0 ? [...messages, ...beside].sort((a, b) => compare(a.at, b.at)) : messages;
  const bare: Bare[] = [
    ...mergeGaps(placed),
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
  const days = bare.map((row) => dayOf(row.at));
  const joins = (at: number) => {
    const [a, b] = [bare[at], bare[at + 1]];
    return (
      a !== undefined &&
      b !== undefined &&
      a.voice === b.voice &&
      days[at] === days[at + 1] &&
      Date.parse(b.at) - Date.parse(a.at) < groupWithinMs
    );
  };
  return bare.map(({ voice: _voice, ...row }, index) => {
    return {
      ...row,
      opensDay: index === 0 || days[index - 1] !== days[index],
      opens: !joins(index - 1),
      followed: joins(index),
    };
  });
}

function laterOf(a: string, b: string): string {
  return compare(a, b) < 0 ? b : a;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
