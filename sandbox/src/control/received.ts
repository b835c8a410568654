// What the gateway accepted: the list and the duplicates, by which tests and benches judge what was really sent.
import type { StoredMessage } from '../evolution/instances';
import { digitsOf } from '../evolution/numbers';

const DUPLICATES_SHOWN = 20;

export interface ReceivedQuery {
  instance?: string;
  /** Only messages after this place in the order. */
  after: number;
  limit: number;
}

/** Accepted messages in order of acceptance. */
export function listReceived(accepted: StoredMessage[], { instance, after, limit }: ReceivedQuery) {
  const rows = [];
  for (let index = after; index < accepted.length && rows.length < limit; index++) {
    const message = accepted[index];
    if (message && (instance === undefined || message.instance.name === instance)) rows.push(describeReceived(message));
  }
  return rows;
}

/** How many (number, text) pairs were accepted more than once. Counted on demand, so that sends pay nothing for it. */
export function summarizeReceived(accepted: StoredMessage[], instance?: string) {
  const counts = new Map<string, number>();
  let total = 0;
  for (const message of accepted) {
    if (instance !== undefined && message.instance.name !== instance) continue;
    total++;
    const pair = `${digitsOf(message.chatJid)}\n${message.text}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const numbers = new Set<string>();
  const repeated: { number: string; text: string; count: number }[] = [];
  for (const [pair, count] of counts) {
    const cut = pair.indexOf('\n');
    const number = pair.slice(0, cut);
    numbers.add(number);
    if (count > 1) repeated.push({ number, text: pair.slice(cut + 1), count });
  }
  return { total, numbers: numbers.size, duplicates: repeated.length, examples: repeated.slice(0, DUPLICATES_SHOWN) };
}

function describeReceived(message: StoredMessage) {
  const { seq, at, instance, chatJid, text, id, kind } = message;
  const time = new Date(at).toISOString();
  return { seq, at: time, instance: instance.name, number: digitsOf(chatJid), text, messageId: id, kind };
}
