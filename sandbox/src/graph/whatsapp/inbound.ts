// A person writes to a number: the message as WhatsApp's webhook carries it.
import type { World } from '../../world';
import type { PhoneNumber } from '../assets';
import type { GraphInboundBody } from '../control/inbound-schema';
import { addMessage, type Conversation, createMessage, type GraphMessage } from '../conversations';
import { meet } from '../graph';
import { createWamid } from '../ids';
import { publishChange } from '../webhooks/publish';
import { buildContent } from './inbound-content';
import { describeNumber } from './statuses';

/** Kinds that say something of another message, or of the person, and are no message of theirs. */
const SILENT = new Set(['edit', 'revoke', 'system']);

export function receiveWhatsApp(world: World, number: PhoneNumber, inbound: GraphInboundBody): GraphMessage {
  const { graph } = world;
  const conversation = meet(graph, number, inbound.from, {
    ...(inbound.name !== undefined && { name: inbound.name }),
    ...(inbound.username !== undefined && { username: inbound.username }),
    ...(inbound.userId !== undefined && { userId: inbound.userId }),
  });
  const { content, fileIds } = buildContent(world, number, inbound);
  const message = createMessage({
    id: createWamid(inbound.from),
    at: inbound.at ?? Date.now(),
    conversation,
    fromBusiness: false,
    kind: inbound.kind,
    text: inbound.text ?? '',
    content,
    fileIds,
    replyTo: inbound.replyTo ?? null,
  });
  graph.messages.set(message.id, message);
  if (!SILENT.has(inbound.kind)) addMessage(message);
  touchTarget(graph.messages, inbound);
  const value = {
    ...describeNumber(number),
    contacts: [describeContact(conversation, inbound)],
    messages: [describe(message, number, inbound)],
  };
  const waba = graph.wabas.get(number.wabaId);
  for (let copy = 0; waba && copy < inbound.repeat; copy++) publishChange(world, waba, 'messages', value, number);
  return message;
}

function describe(message: GraphMessage, number: PhoneNumber, inbound: GraphInboundBody): object {
  const { person } = message.conversation;
  return {
    ...(!inbound.isPhoneHidden && { from: person.id }),
    ...(person.userId !== null && { from_user_id: person.userId }),
    id: message.id,
    timestamp: String(Math.floor(message.at / 1_000)),
    ...message.content,
    ...describeContext(message, number, inbound),
    ...(inbound.referral && { referral: inbound.referral }),
    ...inbound.extra,
  };
}

/** The quoted message and its author, or that this one was forwarded. */
function describeContext(
  { conversation }: GraphMessage,
  number: PhoneNumber,
  { replyTo, isForwarded }: GraphInboundBody,
) {
  if (replyTo === undefined) return isForwarded ? { context: { forwarded: true } } : {};
  const quoted = conversation.messages.find(({ id }) => id === replyTo);
  const from = quoted && !quoted.fromBusiness ? conversation.person.id : number.displayPhone.replace(/\D/g, '');
  return { context: { from, id: replyTo, ...(isForwarded && { forwarded: true }) } };
}

function describeContact({ person }: Conversation, { isPhoneHidden }: GraphInboundBody) {
  return {
    profile: { name: person.name || 'Customer', ...(person.username !== null && { username: person.username }) },
    ...(!isPhoneHidden && { wa_id: person.id }),
    ...(person.userId !== null && { user_id: person.userId }),
  };
}

/** What the person did to an earlier message. */
export function touchTarget(
  messages: Map<string, GraphMessage>,
  { kind, targetId, emoji, text }: GraphInboundBody,
): void {
  const target = messages.get(targetId ?? '');
  if (target === undefined) return;
  if (kind === 'reaction') target.reactions.person = emoji ?? '';
  if (kind === 'revoke') target.deleted = true;
  if (kind === 'edit') Object.assign(target, { text: text ?? '', edited: true });
}

/** The person asked WhatsApp itself to stop, or to get again, this business' marketing. */
export function setMarketing(
  world: World,
  conversation: Conversation,
  number: PhoneNumber,
  value: 'stop' | 'resume',
): void {
  const { person } = conversation;
  person.stoppedMarketing = value === 'stop';
  const detail = `User requested to ${value} marketing messages`;
  const preference = {
    wa_id: person.id,
    detail,
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(Date.now() / 1_000),
  };
  const waba = world.graph.wabas.get(number.wabaId);
  const contacts = [{ profile: { name: person.name }, wa_id: person.id }];
  if (waba)
    publishChange(
      world,
      waba,
      'user_preferences',
      { ...describeNumber(number), contacts, user_preferences: [preference] },
      number,
    );
}

/** The owner wrote in the WhatsApp Business app, where a number is used in both places. */
export function echoFromApp(world: World, number: PhoneNumber, to: string, text: string): GraphMessage {
  const conversation = meet(world.graph, number, to);
  const message = createMessage({
    id: createWamid(to),
    conversation,
    fromBusiness: true,
    kind: 'text',
    text,
    content: { body: text },
  });
  message.status = 'sent';
  world.graph.messages.set(message.id, message);
  addMessage(message);
  const timestamp = String(Math.floor(message.at / 1_000));
  const from = number.displayPhone.replace(/\D/g, '');
  const echo = { from, to, id: message.id, timestamp, type: 'text', text: { body: text } };
  const waba = world.graph.wabas.get(number.wabaId);
  if (waba)
    publishChange(world, waba, 'smb_message_echoes', { ...describeNumber(number), message_echoes: [echo] }, number);
  return message;
}
