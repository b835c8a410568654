// What a channel tells us, in our own words: the same for every provider.
import type { MessageKind } from '@parley/contract';

/** A message that arrived, or that the owner typed on the linked phone (`fromMe`). */
export interface ReceivedMessage {
  providerId: string;
  /** The other side of the conversation, also for messages of our own. */
  from: { phone?: string; lid?: string };
  /** The name the person gave themselves. */
  name?: string;
  fromMe: boolean;
  kind: MessageKind;
  text: string | null;
  /** Small, kind-specific: mime, fileName, latitude … */
  content: Record<string, unknown>;
  at: Date;
  quotedProviderId?: string;
}

/** The gateway accepted a message of ours; tells its id when the answer to the send was lost. */
export interface AcceptedMessage {
  providerId: string;
  /** E.164. */
  phone?: string;
  lid?: string;
  text: string;
  at: Date;
}

export interface ReportedStatus {
  providerId: string;
  state: 'sent' | 'delivered' | 'read' | 'failed';
  at: Date;
  /** The provider's words for a failure. */
  detail?: string | null;
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
  | { type: 'connection'; event: ConnectionEvent };
