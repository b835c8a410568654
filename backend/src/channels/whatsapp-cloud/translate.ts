// From stored webhooks of the Cloud API to our own words: messages, statuses, echoes of the WhatsApp Business app, opt-outs. Pure.
import type { Address } from '../address';
import type { ChannelEvent, ReceivedMessage, ReportedStatus } from '../events';
import { type Fields, fieldsOf, idOf, recordsOf, textOf } from '../foreign';
import { judgeCode } from '../meta/error-table';
import { timeOf } from '../meta/times';
import { translateAccountNews } from './account-news';
import { readContent } from './content';
import { identifyPerson, phoneOfDigits, userIdOf } from './person';

/** @param payload as `splitWhatsApp` made it */
export function translateWhatsApp(payload: Fields, receivedAt: Date): ChannelEvent[] {
  switch (payload.item) {
    case 'message':
      return readMessage(fieldsOf(payload.message), fieldsOf(payload.contact), receivedAt);
    case 'echo':
      return readEcho(fieldsOf(payload.message), receivedAt);
    case 'status':
      return readStatus(fieldsOf(payload.status), receivedAt);
    case 'preference':
      return readPreference(fieldsOf(payload.preference), receivedAt);
    case 'errors':
      return recordsOf(payload.errors).map((error) => ({ type: 'line', line: { problem: describeError(error) } }));
    case 'account':
      return translateAccountNews(textOf(payload.field) ?? '', fieldsOf(payload.value));
    default:
      return [];
  }
}

function readMessage(message: Fields, contact: Fields, receivedAt: Date): ChannelEvent[] {
  const from = identifyPerson([message.from, contact.wa_id], [message.from_user_id, contact.user_id]);
  if (message.type === 'system') return readSystemNote(message, contact);
  const profile = fieldsOf(contact.profile);
  const name = textOf(profile.name, 200)?.trim() || textOf(profile.username, 200);
  return readWords(message, { from, fromMe: false, ...(name ? { name } : {}) }, receivedAt);
}

/** A message from the WhatsApp Business app of a number that is used both ways. */
function readEcho(message: Fields, receivedAt: Date): ChannelEvent[] {
  return readWords(message, { from: identifyPerson([message.to], [message.to_user_id]), fromMe: true }, receivedAt);
}

interface Writer {
  from: Address | undefined;
  fromMe: boolean;
  name?: string;
}

function readWords(message: Fields, { from, ...writer }: Writer, receivedAt: Date): ChannelEvent[] {
  const providerId = idOf(message.id);
  // Groups are nobody's conversation here.
  if (!providerId || !from || message.group_id !== undefined) return [];
  const at = timeOf(message.timestamp, receivedAt);
  if (message.type === 'edit' || message.type === 'revoke') return readChange(message, at);
  if (message.type === 'reaction') {
    const { message_id: target, emoji } = fieldsOf(message.reaction);
    const targetProviderId = idOf(target);
    // A reaction that was taken back has an empty emoji, or none.
    const reaction = {
      providerId,
      targetProviderId: targetProviderId ?? '',
      from,
      ...writer,
      emoji: textOf(emoji, 40) ?? '',
      at,
    };
    return targetProviderId ? [{ type: 'reaction', reaction }] : [];
  }
  const quotedProviderId = idOf(fieldsOf(message.context).id);
  const read: ReceivedMessage = {
    providerId,
    from,
    ...writer,
    ...readContent(message),
    at,
    ...(quotedProviderId ? { quotedProviderId } : {}),
  };
  return [{ type: 'message', message: read }];
}

function readChange(message: Fields, at: Date): ChannelEvent[] {
  const { original_message_id: original, message: edited } = fieldsOf(
    message[message.type === 'edit' ? 'edit' : 'revoke'],
  );
  const providerId = idOf(original);
  if (!providerId) return [];
  if (message.type === 'revoke') return [{ type: 'change', change: { type: 'revoked', providerId, at } }];
  const { kind, text } = readContent(fieldsOf(edited));
  return kind === 'unsupported'
    ? []
    : [{ type: 'change', change: { type: 'edited', providerId, text: text ?? '', at } }];
}

/** Somebody's number or user id changed; other notes of the system tell nobody anything. */
function readSystemNote(message: Fields, contact: Fields): ChannelEvent[] {
  const system = fieldsOf(message.system);
  const before = identifyPerson([message.from], [message.from_user_id]);
  const phone = phoneOfDigits(system.wa_id) ?? phoneOfDigits(system.new_wa_id);
  const scopedId = userIdOf(system.user_id) ?? userIdOf(system.new_user_id) ?? userIdOf(contact.user_id);
  const isMove = ['user_changed_number', 'customer_changed_number', 'user_changed_user_id'].includes(
    textOf(system.type) ?? '',
  );
  const isNews =
    (phone !== undefined && phone !== before?.phone) || (scopedId !== undefined && scopedId !== before?.scopedId);
  if (!before || !isMove || !isNews) return [];
  const after = { ...(phone ? { phone } : {}), ...(scopedId ? { scopedId } : {}) };
  return [{ type: 'address', address: { before, after } }];
}

const states = new Map<unknown, ReportedStatus['state']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

function readStatus(status: Fields, receivedAt: Date): ChannelEvent[] {
  const providerId = idOf(status.id);
  const state = states.get(status.status);
  if (!providerId || !state) return [];
  const at = timeOf(status.timestamp, receivedAt);
  const messageId = textOf(status.biz_opaque_callback_data, 512);
  const told = { providerId, state, at, ...(messageId ? { messageId } : {}) };
  if (state !== 'failed') return [{ type: 'status', status: told }];
  const [error] = recordsOf(status.errors);
  const detail = error ? describeError(error) : null;
  const verdict = judgeCode(error?.code, undefined);
  const to = identifyPerson([status.recipient_id], [status.recipient_user_id]);
  return [
    { type: 'status', status: { ...told, detail, code: verdict?.code ?? 'provider_failed' } },
    ...(verdict?.reason
      ? [{ type: 'line' as const, line: { reason: verdict.reason, ...(detail ? { problem: detail } : {}) } }]
      : []),
    ...(verdict?.code === 'payment_problem' && detail ? [{ type: 'line' as const, line: { problem: detail } }] : []),
    ...(verdict?.code === 'unsubscribed' && to
      ? [{ type: 'consent' as const, consent: { from: to, decision: 'opt_out' as const, detail: detail ?? '', at } }]
      : []),
  ];
}

/** `131047: Re-engagement message (the window is closed)` */
function describeError(error: Fields): string {
  const title = textOf(error.title) ?? textOf(error.message) ?? 'Failed';
  const details = textOf(fieldsOf(error.error_data).details) ?? textOf(error.details);
  const code = idOf(error.code);
  return `${code ? `${code}: ` : ''}${title}${details && details !== title ? ` (${details})` : ''}`.slice(0, 300);
}

const decisions = new Map<unknown, 'opt_in' | 'opt_out'>([
  ['stop', 'opt_out'],
  ['resume', 'opt_in'],
  ['signup', 'opt_in'],
]);

function readPreference(preference: Fields, receivedAt: Date): ChannelEvent[] {
  const from = identifyPerson([preference.wa_id], [preference.user_id]);
  const decision = decisions.get(preference.value);
  if (!from || !decision) return [];
  const detail = textOf(preference.detail, 300) ?? decision;
  return [{ type: 'consent', consent: { from, decision, detail, at: timeOf(preference.timestamp, receivedAt) } }];
}
