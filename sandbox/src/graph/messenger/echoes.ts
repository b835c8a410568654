// Echoes: every message of the business comes back, whoever wrote it and wherever.
import type { World } from '../../world';
import type { GraphMessage } from '../conversations';
import { addMessage, createMessage } from '../conversations';
import { meet } from '../graph';
import { createInstagramMid, createPageMid } from '../ids';
import { publishMessaging } from '../webhooks/publish';
import type { MessagingSender } from './errors';
import { addressOfFile } from './files';

/** @param appId the app that sent it; undefined for what was written in Meta's own inbox */
export function sendEcho(world: World, sender: MessagingSender, message: GraphMessage, appId?: string): void {
  const { id, text, callbackData, fileIds, replyTo, kind, at } = message;
  const attachments = fileIds.map((fileId) => ({ type: kind, payload: { url: addressOfFile(world, fileId) } }));
  const item = {
    sender: { id: sender.id },
    recipient: { id: message.conversation.person.id },
    timestamp: at,
    message: {
      mid: id,
      is_echo: true,
      ...(appId !== undefined && { app_id: Number(appId) }),
      ...(callbackData !== null && { metadata: callbackData }),
      ...(text && { text }),
      ...(attachments.length > 0 && { attachments }),
      ...(replyTo !== null && { reply_to: { mid: replyTo } }),
    },
  };
  publishMessaging(world, sender, sender.kind === 'page' ? 'message_echoes' : 'messages', item);
}

/** The owner answers in the Page inbox or in Instagram. */
export function writeInInbox(world: World, sender: MessagingSender, personId: string, text: string): GraphMessage {
  const id = sender.kind === 'page' ? createPageMid() : createInstagramMid();
  const conversation = meet(world.graph, sender, personId);
  const message = createMessage({
    id,
    conversation,
    fromBusiness: true,
    kind: 'text',
    text,
    content: { text },
    status: 'sent',
  });
  world.graph.messages.set(id, message);
  addMessage(message);
  sendEcho(world, sender, message);
  return message;
}
