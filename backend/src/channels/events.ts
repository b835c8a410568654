// What a channel tells us, in our own words: the same for every provider.
import type { AssetKind, ConnectionReason, MessageContent, MessageKind, OutcomeCode } from '@parley/contract';
import type { Address } from './address';

/** A file that came with a message; it is fetched afterwards. */
export interface ReceivedMedia {
  kind: AssetKind;
  mime: string;
  fileName: string | null;
  sizeBytes: number | null;
  durationSeconds: number | null;
  voice: boolean;
  /** What the channel's `fetchMedia` needs; kept out of sight. */
  reference: Record<string, unknown>;
}

/** A message that arrived, or that the owner typed on the linked phone (`fromMe`). */
export interface ReceivedMessage {
  providerId: string;
  /** The other side of the conversation, also for messages of our own. */
  from: Address;
  /** The name the person gave themselves. */
  name?: string;
  fromMe: boolean;
  kind: MessageKind;
  text: string | null;
  content: MessageContent;
  media?: ReceivedMedia;
  at: Date;
  quotedProviderId?: string;
  /** Our own id, when the provider returned it with an echo. */
  messageId?: string;
}

/** The gateway accepted a message of ours; tells its id when the answer to the send was lost. */
export interface AcceptedMessage {
  providerId: string;
  /** E.164. */
  phone?: string;
  lid?: string;
  scopedId?: string;
  kind: MessageKind;
  /** The text or caption; empty when there is none. */
  text: string;
  at: Date;
  /** Our own id, when the provider returned it: then nothing else is needed to know which message it was. */
  messageId?: string;
}

export interface ReportedStatus {
  providerId: string;
  /** Our own id, when the provider returned it. */
  messageId?: string;
  state: 'sent' | 'delivered' | 'read' | 'failed';
  at: Date;
  /** The provider's words for a failure. */
  detail?: string | null;
  /** What a failure means; `provider_failed` when left out. */
  code?: OutcomeCode;
}

/** Everything sent to this person up to a time got this far (Messenger tells no single messages). */
export interface ReportedWatermark {
  to: Address;
  state: 'delivered' | 'read';
  upTo: Date;
}

/** A customer's reaction; an empty emoji took it back. */
export interface ReportedReaction {
  providerId: string;
  /** The message it is about. */
  targetProviderId: string;
  from: Address;
  fromMe: boolean;
  name?: string;
  emoji: string;
  at: Date;
}

/** A customer is known by another address from now on. */
export interface ReportedAddress {
  before: Address;
  after: Address;
}

/** The customer refused marketing at the provider, or allowed it again. */
export interface ReportedConsent {
  from: Address;
  decision: 'opt_in' | 'opt_out';
  detail: string;
  at: Date;
}

/** News about a template of the provider. What is undefined did not change. */
export interface ReportedTemplate {
  /** As text; ids beyond 2^53 lose digits in JSON, so name and language decide. */
  providerId: string;
  name: string;
  language: string;
  status?: string;
  reason?: string | null;
  quality?: string;
  category?: string;
}

/** News about the number or the account. `reason` null: usable again. */
export interface ReportedLine {
  /** E.164: of all lines of the account, only the one with this number. */
  phone?: string;
  reason?: ConnectionReason | null;
  quality?: 'green' | 'yellow' | 'red' | 'unknown';
  messagingLimit?: string;
  problem?: string;
}

/** The sender changed or withdrew a message. */
export type ReportedChange =
  | { type: 'edited'; providerId: string; text: string; at: Date }
  | { type: 'revoked'; providerId: string; at: Date };

/**
 * The life of a line. `order` is the gateway's own clock in microseconds; it orders events that arrive in any order, and is never
 * compared with our clock.
 */
export type ConnectionEvent = { order: number; instanceName: string | null } & (
  | { type: 'connecting' }
  | { type: 'qr'; code: string; image: string | null; pairingCode: string | null }
  | { type: 'opened'; phone: string | null; profileName: string | null }
  | { type: 'closed'; code: number | null }
  | { type: 'refused' }
  | { type: 'removed' }
);

export type ChannelEvent =
  | { type: 'message'; message: ReceivedMessage }
  | { type: 'accepted'; accepted: AcceptedMessage }
  | { type: 'status'; status: ReportedStatus }
  | { type: 'change'; change: ReportedChange }
  | { type: 'connection'; event: ConnectionEvent }
  | { type: 'watermark'; watermark: ReportedWatermark }
  | { type: 'reaction'; reaction: ReportedReaction }
  | { type: 'address'; address: ReportedAddress }
  | { type: 'consent'; consent: ReportedConsent }
  | { type: 'template'; template: ReportedTemplate }
  | { type: 'line'; line: ReportedLine }
  | { type: 'typing'; from: Address; typing: boolean };
