// What Meta accepted for sending: by this tests judge what really left, and whether anything left twice.
import { z } from 'zod';
import type { GraphMessage } from '../conversations';
import type { Graph } from '../graph';

const EXAMPLES = 20;

export const receivedSchema = z.strictObject({
  /** PNID, Page or Instagram account; all when left out. */
  senderId: z.string().optional(),
  /** Only messages after this place in the order. */
  after: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(100_000).default(1_000),
});
export const summarySchema = receivedSchema.pick({ senderId: true });

/** Accepted messages in order of acceptance. */
export function listReceived({ accepted }: Graph, { senderId, after, limit }: z.infer<typeof receivedSchema>) {
  const rows = [];
  for (let index = after; index < accepted.length && rows.length < limit; index++) {
    const message = accepted[index];
    if (message && (senderId ?? message.conversation.sender.id) === message.conversation.sender.id) {
      rows.push(describeReceived(message));
    }
  }
  return rows;
}

export function describeReceived(message: GraphMessage) {
  const { seq, at, conversation, kind, text, id, content, fileIds, replyTo, callbackData, status, errorCode } = message;
  const { sender, person } = conversation;
  const time = new Date(at).toISOString();
  const sent = { kind, text, messageId: id, content, fileIds, replyTo, callbackData, status, errorCode };
  return { seq, at: time, senderId: sender.id, to: person.id, ...sent };
}

/** How often the same thing went to the same person; what carries callback data is told apart by it alone. */
export function summarizeReceived({ accepted }: Graph, { senderId }: z.infer<typeof summarySchema>) {
  const counts = new Map<string, { to: string; text: string; count: number }>();
  const people = new Set<string>();
  let total = 0;
  for (const { conversation, text, callbackData } of accepted) {
    if ((senderId ?? conversation.sender.id) !== conversation.sender.id) continue;
    total++;
    const to = conversation.person.id;
    people.add(to);
    const key = `${conversation.sender.id} ${to} ${callbackData ?? text}`;
    const seen = counts.get(key) ?? { to, text, count: 0 };
    seen.count++;
    counts.set(key, seen);
  }
  const repeated = [...counts.values()].filter(({ count }) => count > 1);
  return { total, people: people.size, duplicates: repeated.length, examples: repeated.slice(0, EXAMPLES) };
}
