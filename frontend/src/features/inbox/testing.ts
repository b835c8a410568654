// Chats and messages for the tests of lists and threads.
import type { Chat, Message } from '@parley/contract';
import { type ChatFilter, unfiltered } from './filter';

/** Minutes after a noon in September 2026. */
export const at = (minute: number) => new Date(Date.UTC(2026, 8, 3, 12, minute)).toISOString();

export const all: ChatFilter = { ...unfiltered, tab: 'all', reader: { id: 'me', seesOthers: true } };

export function makeChat(id: string, minute: number, extra: Partial<Chat> = {}): Chat {
  return {
    id,
    contactId: `contact-${id}`,
    contactName: id,
    contactPhone: null,
    optedOut: false,
    connectionId: 'line',
    connectionName: 'Line',
    channel: 'whatsapp_evolution',
    status: 'open',
    snoozedUntil: null,
    assigneeId: null,
    assigneeName: null,
    unreadCount: 0,
    lastMessage: { preview: 'hi', direction: 'out', state: 'sent', kind: 'text', at: at(minute) },
    lastInboundAt: null,
    windowClosesAt: null,
    tags: [],
    contactPictureUrl: null,
    takeover: null,
    lastAnswer: null,
    connectionState: 'connected',
    createdAt: at(0),
    version: 1,
    abilities: { send: true, assign: true, remove: true },
    ...extra,
  };
}

export function makeMessage(id: string, minute: number, extra: Partial<Message> = {}): Message {
  return {
    id,
    chatId: 'a',
    direction: 'out',
    kind: 'text',
    text: id,
    content: {},
    media: null,
    reactions: [],
    state: 'queued',
    error: null,
    source: 'inbox',
    senderId: 'me',
    senderName: 'Me',
    campaignId: null,
    campaignName: null,
    replyToId: null,
    quoted: null,
    scheduledAt: null,
    editedAt: null,
    deletedAt: null,
    clientKey: null,
    at: at(minute),
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    abilities: { retry: false, remove: false, reply: true, react: true },
    ...extra,
  };
}
