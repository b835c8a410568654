// What the doors do with a post of Meta before it is stored: one stored form per message, status or other event in it, each with the id by
// which its connection is known. One post may hold hundreds of events of many connections.

import { type Fields, fieldsOf, idOf, isRecord, recordsOf, textOf, wordOf } from '../foreign';
import { digest, type StoredForm, storable } from '../storable';

/** Whose event it is. `account`: a WhatsApp Business Account, that is, every number of it. */
export interface ExternalRoute {
  channel: 'whatsapp_cloud' | 'account' | 'messenger' | 'instagram';
  externalId: string;
}

export interface RoutedForm extends StoredForm {
  route: ExternalRoute;
}

const channelOfObject = new Map<unknown, 'messenger' | 'instagram'>([
  ['page', 'messenger'],
  ['instagram', 'instagram'],
]);

/** Pages and Instagram accounts: from a post's body to its events. Anything else has none. */
export function splitMeta(body: unknown): RoutedForm[] {
  const channel = channelOfObject.get(fieldsOf(body).object);
  if (!channel) return [];
  return recordsOf(fieldsOf(body).entry).flatMap((entry) => {
    const externalId = liveId(entry.id);
    if (!externalId) return [];
    const items = [
      ...recordsOf(entry.messaging),
      // Another app holds the conversation; what is said in it is told all the same.
      ...recordsOf(entry.standby),
      ...recordsOf(entry.changes).flatMap(itemOfChange),
    ];
    return items.flatMap((item) => {
      const known = nameItem(item);
      if (!known) return [];
      const payload = storable({ item: 'messaging', entryId: externalId, event: item });
      return [
        {
          kind: known.kind,
          dedupeKey: `${known.kind}:${known.key}`.slice(0, 500),
          payload,
          route: { channel, externalId },
        },
      ];
    });
  });
}

/** With Instagram Login some events come as changes of fields, with the same value inside. */
function itemOfChange({ value }: Fields): Fields[] {
  return isRecord(value) && isRecord(value.sender) && isRecord(value.recipient) ? [value] : [];
}

interface Named {
  kind: string;
  key: string;
}

/** @returns undefined for events nobody here needs (opt-ins, handovers, calls) and for the dashboard's tests */
function nameItem(item: Fields): Named | undefined {
  const [sender, recipient] = [liveId(fieldsOf(item.sender).id), liveId(fieldsOf(item.recipient).id)];
  if (!sender || !recipient) return undefined;
  const moment = `${sender}:${wordOf(item.timestamp)}`;
  if (isRecord(item.message)) return nameMessage(item.message, item);
  if (isRecord(item.message_edit)) {
    const { mid, num_edit: number, text } = item.message_edit;
    return { kind: 'edit', key: `${wordOf(mid)}:${wordOf(number)}:${digest(text)}` };
  }
  if (isRecord(item.postback)) {
    const mid = idOf(item.postback.mid);
    return { kind: 'postback', key: mid ?? `${moment}:${digest(item.postback.payload)}` };
  }
  if (isRecord(item.reaction)) {
    const { mid, action, reaction, emoji } = item.reaction;
    return { kind: 'reaction', key: `${wordOf(mid)}:${moment}:${digest([action, reaction, emoji])}` };
  }
  if (isRecord(item.delivery)) return { kind: 'delivery', key: `${sender}:${digest(item.delivery)}` };
  if (isRecord(item.read)) return { kind: 'read', key: `${moment}:${digest(item.read)}` };
  if (isRecord(item.referral)) return { kind: 'referral', key: `${moment}:${digest(item.referral)}` };
  return undefined;
}

function nameMessage(message: Fields, item: Fields): Named {
  const key = idOf(message.mid) ?? digest([item.sender, item.timestamp, message]);
  if (message.is_deleted === true) return { kind: 'deletion', key };
  return { kind: message.is_echo === true ? 'echo' : 'message', key };
}

/** The dashboard tests with the id "0". */
function liveId(value: unknown): string | undefined {
  const id = idOf(value);
  return id === '0' ? undefined : id;
}

/** Numbers of the WhatsApp Cloud API: from a post's body to its events. Anything else has none. */
export function splitWhatsApp(body: unknown): RoutedForm[] {
  if (!isRecord(body) || body.object !== 'whatsapp_business_account') return [];
  return recordsOf(body.entry).flatMap((entry) => {
    const accountId = liveId(entry.id);
    return recordsOf(entry.changes).flatMap((change) => splitChange(accountId, entry.time, change));
  });
}

function splitChange(accountId: string | undefined, time: unknown, change: Fields): RoutedForm[] {
  const field = textOf(change.field, 100);
  const value = fieldsOf(change.value);
  const numberId = liveId(fieldsOf(value.metadata).phone_number_id);
  if (!field) return [];
  const form = (route: ExternalRoute, kind: string, key: string, payload: Fields): RoutedForm => ({
    route,
    kind,
    dedupeKey: `${kind}:${key}`.slice(0, 500),
    payload: storable({ ...payload, accountId: accountId ?? null }),
  });
  if (numberId && (field === 'messages' || field === 'smb_message_echoes')) {
    const route = { channel: 'whatsapp_cloud', externalId: numberId } as const;
    const contacts = recordsOf(value.contacts);
    return [
      ...recordsOf(value.messages).map((message) => {
        const contact = contactOf(message, contacts) ?? null;
        // A message without its content comes with the reason beside it.
        const errors = message.errors ?? value.errors ?? null;
        return form(route, 'message', idOf(message.id) ?? digest(message), {
          item: 'message',
          message,
          contact,
          errors,
        });
      }),
      ...recordsOf(value.message_echoes).map((message) =>
        form(route, 'echo', idOf(message.id) ?? digest(message), { item: 'echo', message }),
      ),
      ...recordsOf(value.statuses).map((status) => {
        const codes = recordsOf(status.errors).map(({ code }) => wordOf(code));
        const key = [wordOf(status.id), wordOf(status.status), ...codes].join(':');
        return form(route, 'status', key, { item: 'status', status });
      }),
      ...(value.messages === undefined && value.statuses === undefined && recordsOf(value.errors).length > 0
        ? [form(route, 'errors', digest([value.errors, time]), { item: 'errors', errors: value.errors })]
        : []),
    ];
  }
  const owner: ExternalRoute | undefined = numberId
    ? { channel: 'whatsapp_cloud', externalId: numberId }
    : accountId
      ? { channel: 'account', externalId: accountId }
      : undefined;
  if (!owner || field === 'messages') return [];
  if (field === 'user_preferences')
    return recordsOf(value.user_preferences).map((preference) =>
      form(owner, 'preference', digest(preference), { item: 'preference', preference }),
    );
  if (!accountFields.has(field)) return [];
  return [form(owner, field, digest([value, time]), { item: 'account', field, value, time: time ?? null })];
}

/** News about templates, the number and the account that somebody here reads. */
const accountFields = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'message_template_components_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'phone_number_quality_update',
  'business_capability_update',
]);

/** Whose profile belongs to a message: named by phone or by user id; one person alone is meant without being named. */
function contactOf(message: Fields, contacts: Fields[]): Fields | undefined {
  const named = contacts.find(
    ({ wa_id: phone, user_id: userId }) =>
      (phone !== undefined && phone === message.from) || (userId !== undefined && userId === message.from_user_id),
  );
  return named ?? (contacts.length === 1 ? contacts[0] : undefined);
}
