// What every channel is to the rest of the house: a name, what it can carry, and one way to send.
import type { Channel as ChannelKind, MessageKind, OutcomeCode } from '@parley/contract';

/** Where a person is reached on a channel. WhatsApp may show a person by phone, by hidden identity (LID), or by both. */
export interface Address {
  /** E.164. */
  phone?: string | null;
  /** Digits of the hidden identity; they are not a phone number. */
  lid?: string | null;
}

/** The part of a connection that sending needs. */
export interface ChannelConnection {
  id: string;
  /** The name at the gateway. */
  instanceName: string;
}

export interface OutboundMessage {
  to: Address;
  text: string;
  /** Our id; travels along where the provider has a place for it. */
  messageId: string;
  /** The provider's id of the message this one answers. */
  quotedProviderId?: string | null;
}

/**
 * What became of one attempt.
 * - `retry`: refused for now, nothing left; worth repeating later.
 * - `permanent`: refused for good.
 * - `not_connected`: the line is down or the gateway cannot be used; the message is not at fault.
 * - `unknown`: it may have left; must not be sent again by itself.
 */
export type SendResult =
  | { ok: true; providerId: string; to?: Address }
  | {
      ok: false;
      kind: 'retry' | 'permanent' | 'not_connected' | 'unknown';
      code: OutcomeCode;
      /** The provider's own words, for support. */
      detail: string;
      /** How long the provider asks to wait. */
      retryAfterMs?: number;
    };

export interface ChannelCapabilities {
  /** Hours after a customer's message in which one may write freely; null = always. */
  windowHours: number | null;
  /** Kinds that can be sent. */
  sends: readonly MessageKind[];
  /** Buttons and lists that recipients really see. */
  interactive: boolean;
  maxTextLength: number;
}

export interface Channel {
  kind: ChannelKind;
  capabilities: ChannelCapabilities;
  /** Tries once to send a text. Never throws for what a provider answers or fails to answer. */
  send(connection: ChannelConnection, message: OutboundMessage, signal?: AbortSignal): Promise<SendResult>;
}
