// POST /{PAGE_ID | IG_ID}/messages: what a business writes on Messenger and Instagram, and its sender actions.
import type { Answer } from '../../http/router';
import { acceptMessage, meetFate } from '../accept';
import { type Conversation, HUMAN_AGENT_MS, isWindowOpen, WINDOW_MS } from '../conversations';
import { refuse } from '../errors';
import { findConversation } from '../graph';
import { createInstagramMid, createPageMid } from '../ids';
import { type Body, type GraphCall, isObject, ok, readId, readText, requireAccess, SEND_SCOPES } from '../request';
import { readMessagingDraft } from './bodies';
import { sendEcho } from './echoes';
import { type MessagingSender, refuseRecipient, refuseUnavailable, refuseWindow } from './errors';
import { scheduleReceipts } from './receipts';

/** The typing bubble ends by itself after 20 s. */
const TYPING_MS = 20_000;
const MESSAGING_TYPES = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'];

export async function sendMessaging(call: GraphCall, given: MessagingSender): Promise<Answer> {
  const { world, graph, body } = call;
  requireAccess(call, given.id, SEND_SCOPES[given.kind]);
  const conversation = readRecipient(call, given);
  const { person } = conversation;
  const sender = given.id === conversation.sender.id ? given : (findInstagram(call, given) ?? given);
  const action = readText(body, 'sender_action');
  if (action !== undefined) {
    if (body.message !== undefined) throw refuse(100, 'sender_action and message cannot be sent together');
    act(call, conversation, action);
    return ok({ recipient_id: person.id });
  }
  checkPurpose(sender, conversation, body);
  const draft = await readMessagingDraft(graph, sender, body);
  const fate = await meetFate(world, 'messaging', sender.id, person.id);
  if (fate === 'hang') return 'drop';
  if (person.blocked) throw refuseUnavailable();
  const { metadata, ...kept } = draft;
  const message = acceptMessage(graph, {
    ...kept,
    id: sender.kind === 'page' ? createPageMid() : createInstagramMid(),
    conversation,
    fromBusiness: true,
    callbackData: metadata,
    status: 'sent',
  });
  sendEcho(world, sender, message, sender.appId);
  scheduleReceipts(world, sender, message);
  return fate === 'reset' ? 'drop' : ok({ recipient_id: person.id, message_id: message.id });
}

/** Through a Page's token one also writes to people of its linked Instagram account. */
function findInstagram({ graph }: GraphCall, page: MessagingSender) {
  for (const sender of graph.senders.values()) {
    if (sender.kind === 'instagram' && sender.pageId === page.id) return sender;
  }
  return undefined;
}

function readRecipient(call: GraphCall, sender: MessagingSender): Conversation {
  const { graph, body } = call;
  const id = isObject(body.recipient) ? readId(body.recipient, 'id') : undefined;
  if (id === undefined) throw refuse(100, 'The parameter recipient is required');
  const linked = findInstagram(call, sender);
  const found = findConversation(graph, sender, id) ?? (linked && findConversation(graph, linked, id));
  if (found === undefined) throw refuseRecipient();
  return found;
}

/** The declared purpose, and the window it opens. */
function checkPurpose(sender: MessagingSender, conversation: Conversation, body: Body): void {
  const type = readText(body, 'messaging_type');
  const tag = readText(body, 'tag');
  if (type !== undefined && !MESSAGING_TYPES.includes(type))
    throw refuse(100, `messaging_type must be one of ${MESSAGING_TYPES.join(', ')}`);
  if (type === 'MESSAGE_TAG' && tag !== 'HUMAN_AGENT') throw refuse(100, `The tag ${tag ?? ''} is not available`);
  const isByPerson = type === 'MESSAGE_TAG' && tag === 'HUMAN_AGENT';
  if (!isWindowOpen(conversation, isByPerson ? HUMAN_AGENT_MS : WINDOW_MS)) throw refuseWindow(sender);
}

function act({ world, graph, body }: GraphCall, conversation: Conversation, action: string): void {
  switch (action) {
    case 'typing_on':
      conversation.typingUntil = Date.now() + TYPING_MS;
      break;
    case 'typing_off':
      conversation.typingUntil = 0;
      break;
    case 'mark_seen':
      conversation.readAt = Date.now();
      for (const message of conversation.messages) if (!message.fromBusiness) message.status = 'read';
      break;
    case 'react':
    case 'unreact': {
      const payload = isObject(body.payload) ? body.payload : {};
      const message = graph.messages.get(readText(payload, 'message_id') ?? '');
      if (message?.conversation !== conversation)
        throw refuse(100, 'payload.message_id is not a message of this conversation');
      message.reactions.business =
        action === 'react' ? (EMOJI[readText(payload, 'reaction') ?? ''] ?? readText(payload, 'reaction')) : '';
      break;
    }
    default:
      throw refuse(100, `sender_action ${action} is not known`);
  }
  world.version++;
}

/** Reactions with a name of their own. */
export const EMOJI: Record<string, string> = {
  love: '❤',
  smile: '😆',
  angry: '😠',
  sad: '😢',
  wow: '😮',
  like: '👍',
  dislike: '👎',
};
