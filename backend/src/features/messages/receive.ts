// Intake of messages: what a provider reports, from customers and from the linked phone, becomes contacts, chats and messages.
//
// Rows are locked in the house's order (messages, contacts, chats, campaigns, each by id), so that intake and sending never wait for each other
// in a circle.
import { type Channel, type MessageContent, type Role, roleHas } from '@parley/contract';
import type { ReceivedMessage } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import { orderedId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { ringMediaFetch } from '../assets';
import { chatKey, ensureChats, touchChats } from '../chats';
import { confirmConsent, hearConsent } from '../consent';
import { type Resolved, resolveContacts, resolveScoped, ringProfile } from '../contacts';
import { ringAssignments } from '../inbox-tools';
import { attributeReplies } from './replies';
import { cleanContent, cleanText, placeInThread, previewOf } from './text';

/** A message as its channel told it. */
export interface InboundMessage extends ReceivedMessage {
  /** In which order it was told; decides among messages of one second, the finest that WhatsApp tells. */
  arrival?: number;
}

/** Where the messages arrived. */
export interface ReceivingLine {
  connectionId: string;
  channel: Channel;
  /** Page or account: the scope of its people's ids. */
  externalId: string | null;
}

interface Placed {
  id: string;
  message: InboundMessage;
  contactId: string;
  chatId: string;
  at: Date;
}

/**
 * Stores a batch of messages of one connection, in the order given. Running it again with the same messages changes nothing.
 * @returns ids of the messages that are new
 */
export async function receiveMessages(
  tx: TenantTx,
  parts: Parts,
  line: ReceivingLine,
  inbound: readonly InboundMessage[],
): Promise<string[]> {
  const { connectionId } = line;
  const fresh = await dropKnown(tx, connectionId, inbound);
  if (fresh.length === 0) return [];
  const placed = await place(tx, parts, line, fresh);
  const stored = await insertMessages(tx, connectionId, placed);
  if (stored.length === 0) return [];
  await orderFiles(tx, parts, connectionId, stored);
  const campaigns = await attributeReplies(
    tx,
    connectionId,
    stored.filter(({ message }) => !message.fromMe),
  );
  await touchContacts(tx, stored);
  const heard = await hearConsent(tx, parts, stored.map(toHeard));
  await touchChats(tx, stored.map(toChatUpdate));
  await queueChats(tx, parts, stored);
  await campaigns.count();
  const messageIds = stored.map(({ id }) => id);
  await recordEvent(tx, parts.publish, { type: 'message.created', data: { messageIds } });
  if (heard) await confirmConsent(tx, parts, connectionId, heard.rules, heard.due);
  return messageIds;
}

/** Without those known already and those repeated within the batch. */
async function dropKnown(
  tx: TenantTx,
  connectionId: string,
  inbound: readonly InboundMessage[],
): Promise<InboundMessage[]> {
  const fresh = new Map<string, InboundMessage>();
  for (const message of inbound) if (!fresh.has(message.providerId)) fresh.set(message.providerId, message);
  if (fresh.size === 0) return [];
  const known = await tx.query<{ provider_id: string }>(
    'select provider_id from messages where tenant_id = $1 and connection_id = $2 and provider_id = any($3::text[])',
    [tx.tenantId, connectionId, [...fresh.keys()]],
  );
  for (const row of known) fresh.delete(row.provider_id);
  return [...fresh.values()];
}

async function place(
  tx: TenantTx,
  parts: Parts,
  line: ReceivingLine,
  messages: readonly InboundMessage[],
): Promise<Placed[]> {
  const { connectionId } = line;
  const contacts = await resolvePeople(tx, parts, line, messages);
  const pairs = contacts.map(({ contactId }) => ({ contactId, connectionId }));
  const chats = await ensureChats(tx, pairs);
  return messages.flatMap((message, index) => {
    const pair = pairs[index];
    const chatId = pair && chats.get(chatKey(pair));
    if (!chatId) return [];
    // Pages and Instagram tell the millisecond.
    const isExact = line.channel === 'messenger' || line.channel === 'instagram';
    const at = isExact ? message.at : placeInThread(message.at, message.fromMe);
    return [
      {
        id: idOf(connectionId, message.providerId, message.arrival ?? index, at),
        message,
        contactId: pair.contactId,
        chatId,
        at,
      },
    ];
  });
}

/** Among messages of one moment the id decides. Files of one message (`<id>#2` …) stay in their order. */
function idOf(connectionId: string, providerId: string, arrival: number, at: Date): string {
  const [, name = providerId, place] = /^(.*)#(\d{1,3})$/s.exec(providerId) ?? [];
  return orderedId(at, arrival, `${connectionId}:${name}`, Number(place ?? 1));
}

/** WhatsApp knows people by phone or hidden id, pages and Instagram accounts by an id of their own, which tells nothing more. */
async function resolvePeople(
  tx: TenantTx,
  parts: Parts,
  { connectionId, channel, externalId }: ReceivingLine,
  messages: readonly InboundMessage[],
): Promise<Resolved[]> {
  const options = { publish: parts.publish, ownerId: await coachOfLine(tx, connectionId) };
  // On our own messages the name is ours.
  const nameOf = ({ name, fromMe }: InboundMessage) => (fromMe ? null : cleanText(name ?? null));
  if (channel === 'messenger' || channel === 'instagram') {
    const people = messages.map((message) => ({ scopedId: message.from.scopedId ?? '', name: nameOf(message) }));
    const kind = channel === 'messenger' ? 'psid' : 'igsid';
    const resolved = await resolveScoped(tx, kind, externalId ?? '', people, options);
    const strangers = new Set(resolved.filter(({ created }) => created).map(({ contactId }) => contactId));
    tx.afterCommit(async () => {
      for (const contactId of strangers) await ringProfile(parts, { tenantId: tx.tenantId, contactId, connectionId });
    });
    return resolved;
  }
  const hiddenKind = channel === 'whatsapp_cloud' ? 'bsuid' : 'lid';
  const people = messages.map((message) => ({
    phone: message.from.phone ?? null,
    lid: (hiddenKind === 'lid' ? message.from.lid : message.from.scopedId) ?? null,
    name: nameOf(message),
  }));
  return resolveContacts(tx, people, { ...options, hiddenKind });
}

/** Whoever writes first to a coach's own number is that coach's contact; anybody else's belongs to the tenant. */
async function coachOfLine(tx: TenantTx, connectionId: string): Promise<string | null> {
  const owner = await tx.one<{ user_id: string; role: Role }>(
    `select m.user_id, m.role from connections n join memberships m on m.tenant_id = n.tenant_id and m.user_id = n.owner_id and m.status = 'active'
     where n.tenant_id = $1 and n.id = $2`,
    [tx.tenantId, connectionId],
  );
  return owner && !roleHas(owner.role, 'contacts.viewAll') ? owner.user_id : null;
}

async function insertMessages(tx: TenantTx, connectionId: string, placed: readonly Placed[]): Promise<Placed[]> {
  const column = <T>(read: (one: Placed) => T) => placed.map(read);
  const ids = new Map(placed.map(({ id, message }) => [message.providerId, id]));
  const rows = await tx.query<{ id: string }>(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, content, media_state, state, provider_id, reply_to_id, at, sent_at)
     select $1, m.id, $2, m.contact_id, m.chat_id, case when m.from_me then 'out' else 'in' end, case when m.from_me then 'phone' else 'contact' end,
       m.kind, m.text, m.content, case when m.has_file then 'pending' end, case when m.from_me then 'sent' else 'received' end, m.provider_id, coalesce(m.quoted_id, q.id), m.at, case when m.from_me then m.at end
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bool[], $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::text[], $12::timestamptz[], $13::bool[], $14::uuid[])
       with ordinality as m (id, contact_id, chat_id, from_me, kind, text, content, provider_id, quoted, at, has_file, quoted_id, n)
     left join messages q on q.tenant_id = $1 and q.connection_id = $2 and q.provider_id = m.quoted
     order by m.n
     on conflict do nothing returning id`,
    [
      tx.tenantId,
      connectionId,
      column(({ id }) => id),
      column(({ contactId }) => contactId),
      column(({ chatId }) => chatId),
      column(({ message }) => message.fromMe),
      column(({ message }) => message.kind),
      column(({ message }) => cleanText(message.text)),
      column(({ message }) => cleanContent(contentOf(message))),
      column(({ message }) => message.providerId),
      column(({ message }) => message.quotedProviderId ?? null),
      column(({ at }) => at),
      column(({ message }) => message.media !== undefined),
      column(({ message: { quotedProviderId } }) => ids.get(quotedProviderId ?? '') ?? null),
    ],
  );
  const stored = new Set(rows.map((row) => row.id));
  return placed.filter(({ id }) => stored.has(id));
}

/** The file as the provider describes it stands beside the rest; how to fetch it stays out of sight. */
function contentOf({ content, media }: InboundMessage): MessageContent {
  if (!media) return content;
  const { reference: _, ...told } = media;
  return { ...content, media: told };
}

/** Files are fetched by a job of their own, because providers forget them soon and take their time. */
async function orderFiles(tx: TenantTx, parts: Parts, connectionId: string, stored: readonly Placed[]): Promise<void> {
  const files = stored.flatMap(({ id, message: { media } }) => (media ? [{ id, reference: media.reference }] : []));
  if (files.length === 0) return;
  await tx.query(
    `insert into media_fetches (tenant_id, message_id, connection_id, reference)
     select $1, f.id, $2, f.reference from unnest($3::uuid[], $4::jsonb[]) as f (id, reference)`,
    [tx.tenantId, connectionId, files.map(({ id }) => id), files.map(({ reference }) => JSON.stringify(reference))],
  );
  tx.afterCommit(async () => {
    for (const { id } of files) await ringMediaFetch(parts, tx.tenantId, id);
  });
}

/** A customer who wrote waits for somebody, unless somebody has the chat already. */
async function queueChats(tx: TenantTx, parts: Parts, stored: readonly Placed[]): Promise<void> {
  const chatIds = stored.filter(({ message }) => !message.fromMe).map(({ chatId }) => chatId);
  if (chatIds.length === 0) return;
  await tx.query(
    `update chats set waiting_since = now() where tenant_id = $1 and id = any($2::uuid[]) and assignee_id is null and waiting_since is null and status = 'open'`,
    [tx.tenantId, chatIds],
  );
  tx.afterCommit(() => ringAssignments(parts, tx.tenantId));
}

async function touchContacts(tx: TenantTx, stored: readonly Placed[]): Promise<void> {
  await tx.query(
    `with seen as (
       select contact_id, max(at) as at, min(at) filter (where from_me) as first_out
       from unnest($2::uuid[], $3::timestamptz[], $4::bool[]) as s (contact_id, at, from_me) group by contact_id
     ), locked as (
       select k.id from contacts k join seen s on s.contact_id = k.id where k.tenant_id = $1 order by k.id for no key update of k
     )
     update contacts k set last_message_at = greatest(k.last_message_at, s.at), first_messaged_at = coalesce(k.first_messaged_at, s.first_out)
     from seen s join locked l on l.id = s.contact_id where k.tenant_id = $1 and k.id = s.contact_id`,
    [
      tx.tenantId,
      stored.map(({ contactId }) => contactId),
      stored.map(({ at }) => at),
      stored.map(({ message }) => message.fromMe),
    ],
  );
}

function toHeard({ id, contactId, chatId, at, message }: Placed) {
  const { fromMe, text, content, from } = message;
  return {
    id,
    contactId,
    chatId,
    at,
    fromMe,
    text: cleanText(text),
    choice: content.choice,
    phone: from.phone ?? null,
  };
}

function toChatUpdate({ id, chatId, at, message }: Placed) {
  return {
    chatId,
    messageId: id,
    at,
    preview: previewOf(message.text, {}),
    direction: message.fromMe ? ('out' as const) : ('in' as const),
    state: message.fromMe ? ('sent' as const) : ('received' as const),
    kind: message.kind,
    unread: message.fromMe ? 0 : 1,
    inbound: !message.fromMe,
    human: message.fromMe,
  };
}
