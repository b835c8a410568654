// Whether a customer is writing, as the gateway tells it. Pure.
import type { ChannelEvent } from '../events';
import { isRecord } from '../foreign';
import { identifyPerson } from './jids';

export type TypingEvent = Extract<ChannelEvent, { type: 'typing' }>;

/** A voice note under way counts as writing; being online does not. */
const writing = new Set<unknown>(['composing', 'recording']);

/** @returns undefined for every other webhook, and for groups */
export function readTyping(webhook: unknown): TypingEvent | undefined {
  if (!isRecord(webhook) || webhook.event !== 'presence.update' || !isRecord(webhook.data)) return undefined;
  const { id, presences } = webhook.data;
  const from = identifyPerson([id]);
  if (!from || !isRecord(presences)) return undefined;
  const typing = Object.values(presences).some((one) => isRecord(one) && writing.has(one.lastKnownPresence));
  return { type: 'typing', from, typing };
}
