// A phone on which a customer reads a WhatsApp Business number, a Page or an Instagram account.

import type { Sender } from '../graph/assets';
import { inboundSchema } from '../graph/control/inbound-schema';
import type { Conversation, GraphMessage } from '../graph/conversations';
import { findConversation, type Graph } from '../graph/graph';
import { readConversationAs, receiveMessage } from '../graph/people';
import type { World } from '../world';
import { findChoices } from './choices';
import {
  CHATS_SHOWN,
  type Channel,
  kindOfFile,
  type Line,
  type ShownFile,
  type ShownMessage,
  THREAD_LIMIT,
  type Written,
} from './line';

const CHANNELS: Record<Sender['kind'], Channel> = { number: 'whatsapp', page: 'messenger', instagram: 'instagram' };
const STATUSES = {
  accepted: 'PENDING',
  sent: 'SERVER_ACK',
  delivered: 'DELIVERY_ACK',
  read: 'READ',
  played: 'PLAYED',
  failed: 'ERROR',
} as const;

export function createMetaLine(world: World, sender: Sender): Line {
  const { graph } = world;
  return {
    describe: () => ({
      name: sender.id,
      channel: CHANNELS[sender.kind],
      state: 'open',
      number: sender.kind === 'number' ? sender.displayPhone.replace(/\D/g, '') : null,
      profileName: sender.name,
      qr: null,
      reasonCode: null,
    }),
    listChats: () => listChats(graph, sender),
    readThread: (chatId) => {
      const conversation = findConversation(graph, sender, chatId);
      return (conversation ? shownOf(conversation) : []).slice(-THREAD_LIMIT).map((one) => describeMessage(graph, one));
    },
    open: (chatId) => {
      const conversation = findConversation(graph, sender, chatId);
      if (conversation) readConversationAs(world, conversation);
    },
    write: (written) => {
      const { id } = receiveMessage(world, sender, inboundSchema.parse(toInbound(graph, sender, written)));
      return { id, chat: written.from };
    },
    isAddress: (from) => (sender.kind === 'number' ? /^(\d{8,15}|[A-Z]{2}\.\w+)$/.test(from) : /^\d{5,20}$/.test(from)),
    findFile: (id) => {
      const file = graph.files.find(id);
      return file?.senderId === sender.id ? file : undefined;
    },
  };
}

/** Reactions show on the message they belong to; what failed never reached the person. */
function shownOf({ messages }: Conversation): GraphMessage[] {
  return messages.filter(({ kind, status }) => kind !== 'reaction' && status !== 'failed');
}

function listChats(graph: Graph, sender: Sender) {
  const chats = [];
  for (const conversation of graph.conversations.values()) {
    const last = conversation.sender.id === sender.id ? shownOf(conversation).at(-1) : undefined;
    if (last === undefined) continue;
    const { person, typingUntil } = conversation;
    chats.push({
      jid: person.id,
      number: person.id,
      isPhone: sender.kind === 'number' && /^\d+$/.test(person.id),
      isWritable: true,
      name: person.name || null,
      isTyping: typingUntil > Date.now(),
      last: describeMessage(graph, last),
    });
  }
  return chats.sort((left, right) => right.last.at - left.last.at).slice(0, CHATS_SHOWN);
}

function describeMessage(graph: Graph, message: GraphMessage): ShownMessage {
  const { id, at, fromBusiness, kind, text, deleted, edited, status, replyTo, reactions, conversation } = message;
  // A person's own message is delivered at once, and read when the business says so.
  const shownStatus = fromBusiness || status === 'read' ? status : 'delivered';
  return {
    id,
    at,
    fromMe: fromBusiness,
    kind,
    text: deleted ? '' : text,
    deleted,
    edited,
    status: STATUSES[shownStatus],
    quote: replyTo === null ? null : graph.messages.get(replyTo)?.text || '…',
    reactions: Object.values(reactions).filter(Boolean),
    files: deleted ? [] : message.fileIds.flatMap((fileId) => describeFile(graph, conversation.sender, fileId)),
    place: findPlace(message.content),
    choices: fromBusiness && !deleted ? findChoices(graph, message) : [],
  };
}

function describeFile(graph: Graph, sender: Sender, fileId: string): ShownFile[] {
  const file = graph.files.find(fileId);
  if (file === undefined) return [];
  const { mimeType, fileName, bytes } = file;
  const url = `/_phone/files/${encodeURIComponent(sender.id)}/${fileId}`;
  return [{ url, kind: kindOfFile(mimeType), mimeType, fileName, sizeBytes: bytes.length }];
}

/** The place a message shows, whoever sent it: its own fields, or those of an inbound `location`. */
function findPlace(content: Record<string, unknown>) {
  const inner = typeof content.location === 'object' && content.location !== null ? content.location : content;
  const { latitude, longitude } = Object.fromEntries(Object.entries(inner));
  return latitude === undefined || longitude === undefined
    ? null
    : { latitude: Number(latitude), longitude: Number(longitude) };
}

function toInbound(graph: Graph, sender: Sender, written: Written): object {
  const { from, name, text, file, isVoiceSample, place, choice, reaction } = written;
  const known = findConversation(graph, sender, from)?.person.name;
  const common = { to: sender.id, from, ...(known ? {} : { name: name?.trim() || from }) };
  if (file) {
    const { base64, mimeType, fileName } = file;
    return { ...common, kind: kindOfFile(mimeType), base64, mimeType, fileName };
  }
  if (isVoiceSample) return { ...common, kind: 'audio' };
  if (place)
    return { ...common, kind: 'location', latitude: place.latitude, longitude: place.longitude, text: place.name };
  if (reaction) return { ...common, kind: 'reaction', targetId: reaction.messageId, emoji: reaction.emoji };
  if (choice) {
    const { kind, id, title, description, messageId } = choice;
    const isReply = sender.kind === 'number';
    return { ...common, kind, payload: id, text: title, description, ...(isReply && { replyTo: messageId }) };
  }
  return { ...common, text };
}
