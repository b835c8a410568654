// People who write to a business, and the conversation of each with one number, Page or Instagram account.
import type { Sender } from './assets';

export const DAY_MS = 86_400_000;
/** The customer service window of every channel. */
export const WINDOW_MS = DAY_MS;
/** How long a person of the business may still answer on Messenger and Instagram. */
export const HUMAN_AGENT_MS = 7 * DAY_MS;

/** A person as seen by one asset: a phone number for WhatsApp, a page-scoped or Instagram-scoped id otherwise. */
export interface Person {
  id: string;
  name: string;
  /** Instagram's or WhatsApp's user name. */
  username: string | null;
  /** WhatsApp's business-scoped user id (BSUID). */
  userId: string | null;
  /** `private` answers the profile call with an error, as for accounts made with a phone number. */
  profile: 'open' | 'private';
  /** Their picture in the file store. */
  pictureId: string | null;
  /** Blocked the business, or is not there: nothing reaches them. */
  blocked: boolean;
  /** Asked WhatsApp for no more marketing from this business. */
  stoppedMarketing: boolean;
}

export const RANKS = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: -1 } as const;
export type MessageStatus = keyof typeof RANKS;

export interface GraphMessage {
  id: string;
  /** Place in the order of accepted sends, from 1; 0 for what people wrote. */
  seq: number;
  /** Unix milliseconds. */
  at: number;
  conversation: Conversation;
  fromBusiness: boolean;
  kind: string;
  /** The text or caption. */
  text: string;
  /** The message as it went over the wire, in the words of its API. */
  content: Record<string, unknown>;
  /** Ids in the file store. */
  fileIds: string[];
  replyTo: string | null;
  status: MessageStatus;
  /** Code of the failure. */
  errorCode: number | null;
  /** `biz_opaque_callback_data` or `metadata`. */
  callbackData: string | null;
  /** WhatsApp's price category. */
  category: string;
  /** Emoji of the business and of the person on this message. */
  reactions: { business?: string; person?: string };
  edited: boolean;
  deleted: boolean;
}

export interface Conversation {
  sender: Sender;
  person: Person;
  messages: GraphMessage[];
  /** Unix milliseconds of the person's last message; null when they never wrote. */
  lastInboundAt: number | null;
  /** The business is typing until then, unix milliseconds. */
  typingUntil: number;
  /** The business has read up to then. */
  readAt: number;
  /** When earlier sends to this person pay off their burst, for the pair limit. */
  pairDebtUntil: number;
}

export function isWindowOpen(conversation: Conversation, lengthMs: number): boolean {
  return conversation.lastInboundAt !== null && Date.now() - conversation.lastInboundAt < lengthMs;
}

/** The newest message of either side is last; the business' typing ends with a message of its own. */
export function addMessage(message: GraphMessage): void {
  const { conversation } = message;
  conversation.messages.push(message);
  if (message.fromBusiness) conversation.typingUntil = 0;
  else conversation.lastInboundAt = Math.max(conversation.lastInboundAt ?? 0, message.at);
}

export type MessageDraft = Pick<GraphMessage, 'id' | 'conversation' | 'fromBusiness' | 'kind'> & Partial<GraphMessage>;

export function createMessage(draft: MessageDraft): GraphMessage {
  return {
    seq: 0,
    at: Date.now(),
    text: '',
    content: {},
    fileIds: [],
    replyTo: null,
    status: 'accepted',
    errorCode: null,
    callbackData: null,
    category: 'service',
    reactions: {},
    edited: false,
    deleted: false,
    ...draft,
  };
}
