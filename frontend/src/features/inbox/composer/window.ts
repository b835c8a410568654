// How long a chat may still be answered freely.
import type { Channel, ChannelCapabilities, Chat } from '@parley/contract';

const hourMs = 3_600_000;

export type AnswerWindow =
  /** The channel has none. */
  | { state: 'none' }
  | { state: 'open'; leftMs: number; urgent: boolean }
  /** `everWrote`: the customer wrote once, but too long ago. */
  | { state: 'closed'; everWrote: boolean };

/** The last hour is urgent. On a channel with a window, somebody who never wrote cannot be answered freely. */
export function judgeWindow(
  chat: Pick<Chat, 'windowClosesAt' | 'lastInboundAt'>,
  capabilities: Pick<ChannelCapabilities, 'windowHours'> | undefined,
  now: number,
): AnswerWindow {
  if (chat.windowClosesAt === null) {
    const never = capabilities !== undefined && capabilities.windowHours !== null && chat.lastInboundAt === null;
    return never ? { state: 'closed', everWrote: false } : { state: 'none' };
  }
  const leftMs = Date.parse(chat.windowClosesAt) - now;
  if (leftMs <= 0) return { state: 'closed', everWrote: chat.lastInboundAt !== null };
  return { state: 'open', leftMs, urgent: leftMs <= hourMs };
}

/** Only WhatsApp Business lets a team write first, by an approved template. */
export function usesTemplates(
  channel: Channel,
  capabilities: Pick<ChannelCapabilities, 'templates'> | undefined,
): boolean {
  return capabilities?.templates ?? channel === 'whatsapp_cloud';
}
