// From a message's row to its contract shape.
import { type Message, type MessageContent, type MessageKind, messageKinds } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import type { Presenting } from '../chats';
import { type MessageRow, messageColumns, messageJoins } from './columns';
import { presentMedia } from './media';

export type Viewer = Pick<Actor, 'userId' | 'can'>;

function isKnownKind(kind: string): kind is MessageKind {
  return messageKinds.some((known) => known === kind);
}

/** @param actor null: as everybody hears it over the live feed */
export function presentMessage(row: MessageRow, parts: Presenting, actor: Viewer | null): Message {
  const gone = row.deleted_at !== null;
  return {
    id: row.id,
    chatId: row.chat_id,
    direction: row.direction,
    kind: isKnownKind(row.kind) ? row.kind : 'unsupported',
    // Of a withdrawn message nothing is left but its place.
    text: gone ? null : row.text,
    content: gone ? {} : contentOf(row),
    media: gone ? null : presentMedia(row, parts),
    reactions: gone ? [] : row.reactions,
    quoted: gone ? null : row.quoted,
    state: row.state,
    error: row.error_code ? { code: row.error_code, detail: row.error_detail } : null,
    source: row.source,
    senderId: row.sender_id,
    senderName: row.sender_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    replyToId: row.reply_to_id,
    scheduledAt: row.scheduled_at?.toISOString() ?? null,
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    clientKey: row.client_key,
    at: row.at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    abilities: abilitiesOf(row, actor),
  };
}

function contentOf({ content: { components: _, ...shown } }: MessageRow): MessageContent {
  return shown;
}

/** What the provider knows by an id of its own can be answered and reacted to. */
function abilitiesOf(row: MessageRow, actor: Viewer | null): Message['abilities'] {
  const works = (actor?.can('messages.send') ?? true) && row.deleted_at === null;
  const { replies, reactions } = capabilitiesOf[row.channel];
  const known = works && row.provider_id !== null && !row.connection_removed && row.chat_id !== null;
  return {
    retry: works && row.direction === 'out' && (row.state === 'failed' || row.state === 'uncertain'),
    remove: works && row.state !== 'sending',
    reply: known && replies,
    react: known && reactions,
  };
}

/** Messages by id in thread order, without asking whether the actor may see them. Those that do not exist are left out. */
export async function presentMessages(
  tx: TenantTx,
  parts: Presenting,
  actor: Viewer | null,
  ids: readonly string[],
): Promise<Message[]> {
  const rows = await readMessages(tx, ids);
  return rows.map((row) => presentMessage(row, parts, actor));
}

/** Rows by id in thread order, without asking who may see them. */
export async function readMessages(tx: TenantTx, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return tx.query<MessageRow>(
    `select ${messageColumns} from messages m ${messageJoins} where m.tenant_id = $1 and m.id = any($2::uuid[]) order by m.at, m.id`,
    [tx.tenantId, ids],
  );
}
