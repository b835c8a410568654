// How fast a number may send, and how fast to one person. Source: Meta's messaging limits, throughput and pair rate.
import type { PhoneNumber } from './assets';
import type { Conversation } from './conversations';
import type { Graph } from './graph';
import { refuseCode } from './whatsapp/codes';

const STANDARD_PER_SECOND = 80;
const HIGH_PER_SECOND = 1_000;
/** One message in 6 s to the same person; up to 45 at once are borrowed from the future. */
const PAIR_GAP_MS = 6_000;
const PAIR_BURST = 45;

/** @throws GraphRefusal 130429 when the number sends faster than it may */
export function takeThroughput(graph: Graph, number: PhoneNumber): void {
  const byLevel = number.throughput === 'HIGH' ? HIGH_PER_SECOND : STANDARD_PER_SECOND;
  const perSecond = graph.settings.perSecond ?? byLevel;
  const now = Date.now();
  const rate = graph.rates.get(number.id) ?? { tokens: perSecond, at: now };
  const tokens = Math.min(perSecond, rate.tokens + ((now - rate.at) / 1_000) * perSecond);
  if (tokens < 1) {
    graph.rates.set(number.id, { tokens, at: now });
    throw refuseCode(
      130429,
      'Message failed to send because there were too many messages sent from this phone number in a short period of time.',
    );
  }
  graph.rates.set(number.id, { tokens: tokens - 1, at: now });
}

/** @throws GraphRefusal 131056 when this person was written to too often; only while the limit is on */
export function takePair(graph: Graph, conversation: Conversation): void {
  if (!graph.settings.pairLimit) return;
  const now = Date.now();
  const debtUntil = Math.max(now, conversation.pairDebtUntil) + PAIR_GAP_MS;
  if (debtUntil - now > PAIR_GAP_MS * PAIR_BURST) {
    throw refuseCode(
      131056,
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
    );
  }
  conversation.pairDebtUntil = debtUntil;
}
