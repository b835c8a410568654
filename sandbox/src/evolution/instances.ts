// What the sandbox knows of one instance: its link to a phone, its settings, its webhook and its messages.
import { randomUUID } from 'node:crypto';

export type LinkState = 'close' | 'connecting' | 'open';

export interface InstanceSettings {
  rejectCall: boolean;
  msgCall: string;
  groupsIgnore: boolean;
  alwaysOnline: boolean;
  readMessages: boolean;
  readStatus: boolean;
  syncFullHistory: boolean;
  wavoipToken: string;
}

export interface WebhookSettings {
  id: string;
  enabled: boolean;
  url: string;
  headers: Record<string, string> | null;
  byEvents: boolean;
  base64: boolean;
  /** Upper-case names, as configured. */
  events: string[];
  createdAt: string;
  updatedAt: string;
}

export interface QrCode {
  pairingCode: string | null;
  code: string;
  base64: string;
  count: number;
}

/** Rank of a delivery status: 0 ERROR, 1 PENDING, 2 SERVER_ACK, 3 DELIVERY_ACK, 4 READ, 5 PLAYED. */
export const STATUS_NAMES = ['ERROR', 'PENDING', 'SERVER_ACK', 'DELIVERY_ACK', 'READ', 'PLAYED'] as const;

export interface Media {
  base64: string;
  mimetype: string;
  fileName: string;
}

/** One message in either direction. Kept small: a load test keeps a million of them. */
export interface StoredMessage {
  id: string;
  /** Place in the server-wide order of accepted sends, from 1; 0 for messages that did not come through the API. */
  seq: number;
  /** Unix milliseconds. */
  at: number;
  instance: Instance;
  remoteJid: string;
  /** The phone jid (or lid when unknown) that names the conversation. */
  chatJid: string;
  fromMe: boolean;
  /** Evolution's `messageType`. */
  kind: string;
  text: string;
  /** Content by kind; null for plain text, which `text` already says. */
  content: Record<string, unknown> | null;
  contextInfo: Record<string, unknown> | null;
  media: Media | null;
  status: number;
  deleted: boolean;
  edited: boolean;
  /** Emoji of the business and of the customer on this message; null while there is none. */
  reactions: { business?: string; person?: string } | null;
  pushName: string;
  /** The message before it in the same conversation. */
  previous: StoredMessage | null;
}

export interface Person {
  pushName: string;
  lid: string;
}

export interface Instance {
  id: string;
  name: string;
  integration: string;
  token: string;
  /** Digits given at creation: asks for a pairing code beside the QR. */
  number: string | null;
  businessId: string | null;
  settings: InstanceSettings;
  settingsId: string;
  webhook: WebhookSettings | null;
  /** `webhook.base64` as it was when the link opened: a change waits for the next one. */
  base64InForce: boolean;
  state: LinkState;
  /** False until a first connection is tried after the server started. */
  hasSocket: boolean;
  /** Set by a logout: the next connect answers before its QR is ready. */
  loggedOut: boolean;
  qr: QrCode | null;
  qrCount: number;
  /** Grows with each link attempt, so that timers of an older attempt stop. */
  attempt: number;
  ownerJid: string | null;
  profileName: string | null;
  disconnection: { code: number; at: string; object: string } | null;
  createdAt: string;
  updatedAt: string;
  messages: Map<string, StoredMessage>;
  /** Newest message of each conversation, oldest conversation first. */
  chats: Map<string, StoredMessage>;
  people: Map<string, Person>;
  phoneByLid: Map<string, string>;
  /** Until when the business is typing in a conversation, unix milliseconds. */
  typing: Map<string, number>;
}

export const DEFAULT_SETTINGS: InstanceSettings = {
  rejectCall: false,
  msgCall: '',
  groupsIgnore: false,
  alwaysOnline: false,
  readMessages: false,
  readStatus: false,
  syncFullHistory: false,
  wavoipToken: '',
};

/** A new, unconnected instance; the token defaults to an upper-case UUID as on the real server. */
export function createInstance(name: string, given: Partial<Instance> = {}): Instance {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    name,
    integration: 'WHATSAPP-BAILEYS',
    token: randomUUID().toUpperCase(),
    number: null,
    businessId: null,
    settings: { ...DEFAULT_SETTINGS },
    settingsId: createRowId(),
    webhook: null,
    base64InForce: false,
    state: 'close',
    hasSocket: false,
    loggedOut: false,
    qr: null,
    qrCount: 0,
    attempt: 0,
    ownerJid: null,
    profileName: null,
    disconnection: null,
    createdAt: now,
    updatedAt: now,
    messages: new Map(),
    chats: new Map(),
    people: new Map(),
    phoneByLid: new Map(),
    typing: new Map(),
    ...given,
  };
}

/** An id in the look of Evolution's database rows. */
export function createRowId(): string {
  return `cm${randomUUID().replaceAll('-', '').slice(0, 23)}`;
}

/** Keeps a message, newest last in its conversation and newest conversation last. */
export function storeMessage(message: StoredMessage): void {
  const { instance } = message;
  message.previous = instance.chats.get(message.chatJid) ?? null;
  instance.messages.set(message.id, message);
  instance.chats.delete(message.chatJid);
  instance.chats.set(message.chatJid, message);
}

/** The messages of a conversation, oldest first, at most `limit` of the newest. */
export function readConversation(instance: Instance, chatJid: string, limit: number): StoredMessage[] {
  const messages: StoredMessage[] = [];
  for (let at = instance.chats.get(chatJid) ?? null; at && messages.length < limit; at = at.previous) messages.push(at);
  return messages.reverse();
}
