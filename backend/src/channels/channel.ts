// What every channel is to the rest of the house: what it can carry, and the few verbs that reach the provider. A verb that a channel does not
// have is absent; what it may carry is in its capabilities.
import type {
  AssetKind,
  ChannelCapabilities,
  Channel as ChannelKind,
  ConnectionReason,
  InteractiveContent,
  OutcomeCode,
} from '@parley/contract';
import type { Address } from './address';
import type { ReceivedMessage } from './events';

export type { Address };

/** The part of a connection that reaching the provider needs. */
export interface ChannelConnection {
  id: string;
  /** The name at the Evolution server. */
  instanceName: string | null;
  /** Phone number id, page id or Instagram account id. */
  externalId: string | null;
  /** WhatsApp Business Account id. */
  accountId: string | null;
  /** Never logged. */
  accessToken: string | null;
}

/** A file that leaves. Its bytes are read only when the channel uploads them. */
export interface OutboundFile {
  assetId: string;
  kind: AssetKind;
  mime: string;
  fileName: string;
  sizeBytes: number;
  /** Already within the channel's limits (recompressed when needed). @throws when the file is gone */
  read(): Promise<Buffer>;
  /** A signed URL that the provider can fetch for an hour. */
  url(): string;
  /** The provider's id of an earlier upload that still lives. */
  uploadedId?: string | null;
  /** Told after an upload, so that the next send need not repeat it. */
  rememberUpload?(id: string, expiresAt: Date): void;
}

export type OutboundBody =
  | { kind: 'text'; text: string }
  /** `caption` only where the channel has captions. */
  | { kind: AssetKind | 'sticker'; file: OutboundFile; caption: string | null; voice: boolean }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { kind: 'contact'; contacts: { name: string; phones: string[]; emails: string[] }[] }
  /** An empty emoji takes the reaction back. */
  | { kind: 'reaction'; targetProviderId: string; targetFromUs: boolean; emoji: string }
  | { kind: 'interactive'; text: string; interactive: InteractiveContent }
  /** `components` in the provider's own form, blanks filled. */
  | { kind: 'template'; name: string; language: string; components: unknown[] };

export interface OutboundMessage {
  to: Address;
  body: OutboundBody;
  /** Our id; travels along where the provider has a place for it. */
  messageId: string;
  /** The message this one answers. */
  quoted?: { providerId: string; fromUs: boolean } | null;
  /** A person answers outside the free window, where the channel allows that to people (Meta's HUMAN_AGENT). */
  humanAgent?: boolean;
}

/**
 * What became of one attempt.
 * - `retry`: refused for now, nothing left; worth repeating later. `scope`: whom the provider wants slower: this message, this person, or the line.
 * - `permanent`: refused for good.
 * - `not_connected`: the line is down or the gateway cannot be used; the message is not at fault. Why is for the line's own check to find.
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
      scope?: 'message' | 'person' | 'line';
    };

/** A message of a chat as its channel knows it. */
export interface MessageReference {
  providerId: string;
  fromUs: boolean;
  to: Address;
}

/** A provider's refusal outside of sending. `reason` is set when the line itself is at fault. */
export class ChannelError extends Error {
  constructor(
    /** `missing`: what was asked for is not there (any more). `refused`: it will not be given. `unreachable`: try again. */
    readonly kind: 'missing' | 'refused' | 'unreachable',
    readonly detail: string,
    readonly reason?: ConnectionReason,
    /** Machine code of the provider, e.g. `190/463`. */
    readonly providerCode?: string,
    /** `cause`: the failure underneath. */
    options?: ErrorOptions,
  ) {
    super(`${kind}: ${detail}`, options);
  }
}

export interface FetchedFile {
  mime: string;
  fileName: string | null;
  bytes: Buffer;
}

/** What the provider says of a line and its token. */
export interface LineCheck {
  /** One can send. A line that is only `not_subscribed` is usable: `subscribe` mends it. */
  usable: boolean;
  reason: ConnectionReason | null;
  displayName: string | null;
  /** E.164. */
  phone: string | null;
  quality: 'green' | 'yellow' | 'red' | 'unknown' | null;
  messagingLimit: string | null;
  throughput: string | null;
  tokenExpiresAt: Date | null;
  /** In the provider's words. */
  problems: string[];
}

export interface PersonProfile {
  name: string | null;
  pictureUrl: string | null;
}

/** What a provider kept of a time. */
export interface History {
  /** Oldest first. */
  messages: ReceivedMessage[];
  /** False when there was more than is fetched at once; the oldest are missing then. */
  complete: boolean;
}

export interface Channel {
  kind: ChannelKind;
  capabilities: ChannelCapabilities;
  /** Tries once to send. Never throws for what a provider answers or fails to answer. */
  send(connection: ChannelConnection, message: OutboundMessage, signal?: AbortSignal): Promise<SendResult>;
  /** Tells the customer that everything up to this message was read. @throws ChannelError */
  markRead?(connection: ChannelConnection, message: MessageReference): Promise<void>;
  /** Shows the customer that somebody writes; ends by itself. `last`: the customer's newest message. @throws ChannelError */
  showTyping?(connection: ChannelConnection, to: Address, last: MessageReference | null): Promise<void>;
  /** Withdraws a message of ours for everybody. @throws ChannelError */
  withdraw?(connection: ChannelConnection, message: MessageReference): Promise<void>;
  /** Fetches a customer's file; `reference` is what `ReceivedMedia.reference` carried. @throws ChannelError */
  fetchMedia?(
    connection: ChannelConnection,
    reference: Record<string, unknown>,
    atMostBytes: number,
  ): Promise<FetchedFile>;
  /** Who a person is. undefined when the provider will not say. @throws ChannelError unreachable */
  readProfile?(connection: ChannelConnection, who: Address): Promise<PersonProfile | undefined>;
  /** Asks the provider whether the line works (token, permissions, subscription, quality). @throws ChannelError unreachable */
  check?(connection: ChannelConnection): Promise<LineCheck>;
  /** Tells the provider to send us this line's webhooks. @throws ChannelError */
  subscribe?(connection: ChannelConnection): Promise<void>;
  /** A renewed token. @throws ChannelError */
  refreshToken?(connection: ChannelConnection): Promise<{ accessToken: string; expiresAt: Date | null }>;
  /** Messages between two times, for filling a gap; of more than `atMost` the newest. Absent where the provider keeps no history. @throws ChannelError */
  readHistory?(connection: ChannelConnection, from: Date, to: Date, atMost: number): Promise<History>;
}
