// POST /{PNID}/messages: everything a business writes on WhatsApp, and its read receipts.

import { isPhoneOnWhatsApp } from '../../fate';
import { fetchLink } from '../../http/fetch-link';
import type { Answer } from '../../http/router';
import { acceptMessage, meetFate } from '../accept';
import { digitsOfDisplay, type PhoneNumber } from '../assets';
import { type Conversation, type GraphMessage, isWindowOpen, WINDOW_MS } from '../conversations';
import { refuseParameter, refuseUnknownObject } from '../errors';
import { meet } from '../graph';
import { createWamid } from '../ids';
import { takePair, takeThroughput } from '../limits';
import { findWhatsAppFault } from '../media/rules';
import { takePlannedFault } from '../plans';
import { type GraphCall, isObject, ok, readText, requireAccess, SEND_SCOPES, SUCCESS } from '../request';
import { readDraft, type WhatsAppDraft } from './bodies';
import { refuseCode } from './codes';
import { markRead } from './receipts';
import { scheduleFailure, scheduleStatuses } from './statuses';

const CALLBACK_DATA_LENGTH = 512;

/** What stands in the way of delivery although the message is accepted. */
interface Failure {
  code: number;
  details: string;
}

export async function sendWhatsApp(call: GraphCall, number: PhoneNumber): Promise<Answer> {
  const { world, graph, body } = call;
  requireAccess(call, number.id, SEND_SCOPES.number);
  const waba = graph.wabas.get(number.wabaId);
  if (waba === undefined) throw refuseUnknownObject('POST', number.id);
  if (!number.registered) throw refuseCode(133010, 'The account is not registered');
  if (number.locked) throw refuseCode(131031, 'The account is locked');
  if (body.messaging_product !== 'whatsapp') throw refuseParameter('The parameter messaging_product is required.');
  if (body.status === 'read') {
    markRead(world, number, body);
    return SUCCESS;
  }
  const { conversation, contact } = readRecipient(call, number);
  const callbackData = readText(body, 'biz_opaque_callback_data') ?? null;
  if ((callbackData?.length ?? 0) > CALLBACK_DATA_LENGTH)
    throw refuseCode(131009, 'biz_opaque_callback_data is too long.');
  const draft = readDraft({ graph, number, waba }, body);
  const target = draft.reactsTo === undefined ? undefined : requireMessage(call, conversation, draft.reactsTo);
  const fate = await meetFate(world, 'whatsapp', number.id, conversation.person.id);
  if (fate === 'hang') return 'drop';
  takeThroughput(graph, number);
  takePair(graph, conversation);
  const failure = (await attach(call, number, draft)) ?? findFailure(call, conversation, draft);
  const message = acceptMessage(graph, {
    id: createWamid(conversation.person.id),
    conversation,
    fromBusiness: true,
    kind: draft.kind,
    text: draft.text,
    content: draft.content,
    fileIds: draft.media?.fileId === undefined ? [] : [draft.media.fileId],
    replyTo: isObject(body.context) ? (readText(body.context, 'message_id') ?? null) : null,
    callbackData,
    category: draft.template?.category.toLowerCase() ?? 'service',
  });
  world.version++;
  if (failure) scheduleFailure(world, number, message, failure.code, failure.details);
  else {
    if (target) target.reactions.business = draft.text;
    scheduleStatuses(world, number, message);
  }
  return fate === 'reset' ? 'drop' : answer(message, contact, draft);
}

/** By phone number or, since 2026, by business-scoped user id; the phone wins. */
function readRecipient({ graph, body }: GraphCall, number: PhoneNumber) {
  const to = readText(body, 'to');
  const userId = readText(body, 'recipient');
  if (to === undefined && userId !== undefined) {
    if (!/^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/.test(userId)) throw refuseCode(131009, 'recipient is not a user id');
    const known = [...graph.conversations.values()].find(
      (one) => one.sender === number && one.person.userId === userId,
    );
    const conversation = known ?? meet(graph, number, userId, { userId });
    return { conversation, contact: { input: userId, user_id: userId } };
  }
  if (to === undefined) throw refuseParameter('The parameter to is required.');
  const digits = to.replace(/[\s+()-]/g, '');
  if (!/^\d{7,15}$/.test(digits)) throw refuseCode(131009, `to: ${to} is not a phone number`);
  if (digits === digitsOfDisplay(number)) throw refuseCode(131021, 'Recipient cannot be sender');
  return { conversation: meet(graph, number, digits), contact: { input: to, wa_id: digits } };
}

function requireMessage({ graph }: GraphCall, conversation: Conversation, id: string): GraphMessage {
  const message = graph.messages.get(id);
  if (message?.conversation === conversation) return message;
  throw refuseCode(131009, `There is no message ${id} in this conversation.`);
}

/** Checks the file of a media message; a link is fetched and kept as a file. */
async function attach({ graph }: GraphCall, number: PhoneNumber, draft: WhatsAppDraft): Promise<Failure | undefined> {
  const { media } = draft;
  if (media === undefined) return undefined;
  const fail = (code: number, details: string): Failure => {
    if (graph.settings.linkErrorAs === 'answer') throw refuseCode(code, details);
    return { code, details };
  };
  if (media.link !== undefined) {
    const fetched = await fetchLink(media.link);
    if (typeof fetched === 'string') return fail(131053, fetched);
    const fault = findWhatsAppFault(fetched.mimeType, fetched.bytes, media.kind);
    if (fault !== null) return fail(131053, fault);
    media.fileId = graph.files.add({ ...fetched, senderId: number.id }).id;
    return undefined;
  }
  const file = graph.files.find(media.fileId ?? '');
  const fault = file && findWhatsAppFault(file.mimeType, file.bytes, media.kind);
  return fault ? { code: 131053, details: fault } : undefined;
}

/** @throws GraphRefusal 131047 when the window is closed and Meta says so at once */
function findFailure(
  { world, graph }: GraphCall,
  conversation: Conversation,
  draft: WhatsAppDraft,
): Failure | undefined {
  const { person, sender } = conversation;
  if (draft.kind !== 'template' && !isWindowOpen(conversation, WINDOW_MS)) {
    const details =
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.';
    if (graph.settings.windowErrorAs === 'answer') throw refuseCode(131047, details);
    return { code: 131047, details };
  }
  if (draft.template?.category === 'AUTHENTICATION' && !/^\d+$/.test(person.id)) {
    throw refuseCode(131062, 'Authentication templates need a phone number.');
  }
  if (draft.template?.category === 'MARKETING' && person.stoppedMarketing) {
    return { code: 131050, details: 'User has stopped marketing messages.' };
  }
  if (person.blocked || !isPhoneOnWhatsApp(world, person.id)) {
    return { code: 131026, details: 'Message undeliverable.' };
  }
  const planned = takePlannedFault(graph.plannedFaults, 'status', sender.id, person.id);
  return planned && { code: planned.code, details: planned.details ?? 'Asked for by the control API.' };
}

function answer(message: GraphMessage, contact: object, draft: WhatsAppDraft): Answer {
  const { id } = message;
  const isTemplate = draft.kind === 'template';
  return ok({
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id, ...(isTemplate && { message_status: 'accepted' }) }],
  });
}
