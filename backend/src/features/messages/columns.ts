// Everything a presented message needs, read in one statement: its people, campaign, file, reactions and what it quotes.
import type { Channel, Message, MessageContent, MessageState, messageSource, OutcomeCode } from '@parley/contract';
import type { z } from 'zod';
import type { AssetRow } from '../assets';
import { deletedKind } from '../chats';

export interface MessageRow {
  tenant_id: string;
  id: string;
  chat_id: string | null;
  connection_id: string;
  channel: Channel;
  connection_removed: boolean;
  direction: 'in' | 'out';
  kind: string;
  text: string | null;
  /** `components`: a template as it leaves, for the provider alone. */
  content: MessageContent & { components?: unknown };
  state: MessageState;
  error_code: OutcomeCode | null;
  error_detail: string | null;
  source: z.infer<typeof messageSource>;
  sender_id: string | null;
  sender_name: string | null;
  campaign_id: string | null;
  campaign_name: string | null;
  reply_to_id: string | null;
  quoted: Message['quoted'];
  reactions: Message['reactions'];
  client_key: string | null;
  provider_id: string | null;
  scheduled_at: Date | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  asset_id: string | null;
  media_state: 'pending' | 'ready' | 'failed' | null;
  asset: AssetFacts | null;
}

/** Of the file, what showing it needs. */
export type AssetFacts = Pick<
  AssetRow,
  'id' | 'kind' | 'mime' | 'file_name' | 'size_bytes' | 'width' | 'height' | 'duration_seconds' | 'thumbnail_key'
>;

/** The latest reaction of each side that was not taken back. */
const reactionsSql = `coalesce((
    select json_agg(json_build_object('emoji', r.text, 'direction', r.direction, 'senderId', r.sender_id, 'senderName', ru.name) order by r.direction)
    from (
      select distinct on (x.direction) x.text, x.direction, x.sender_id from messages x
      where x.tenant_id = m.tenant_id and x.reply_to_id = m.id and x.kind = 'reaction' and x.state not in ('failed', 'skipped') and x.deleted_at is null
      order by x.direction, x.at desc, x.id desc
    ) r left join users ru on ru.id = r.sender_id where coalesce(r.text, '') <> ''), '[]'::json)`;

/** What it answers, small enough to stand above it. */
const quotedSql = `case when m.reply_to_id is null then null else (
    select json_build_object('id', q.id, 'direction', q.direction, 'senderName', qu.name,
      'kind', case when q.deleted_at is null then q.kind else '${deletedKind}' end,
      'preview', case when q.deleted_at is null then left(coalesce(q.text, ''), 200) else '' end)
    from messages q left join users qu on qu.id = q.sender_id where q.tenant_id = m.tenant_id and q.id = m.reply_to_id) end`;

const assetSql = `case when m.asset_id is null then null else (
    select json_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'file_name', a.file_name, 'size_bytes', a.size_bytes, 'width', a.width,
      'height', a.height, 'duration_seconds', a.duration_seconds, 'thumbnail_key', a.thumbnail_key)
    from assets a where a.tenant_id = m.tenant_id and a.id = m.asset_id) end`;

/** Over `messages m`; `messageJoins` belongs to it. */
export const messageColumns = `m.tenant_id, m.id, m.chat_id, m.connection_id, mn.channel, mn.removed_at is not null as connection_removed, m.direction, m.kind,
  m.text, m.content, m.state, m.error_code, m.error_detail, m.source, m.sender_id, su.name as sender_name, m.campaign_id, g.name as campaign_name,
  m.reply_to_id, m.client_key, m.provider_id, m.scheduled_at, m.edited_at, m.deleted_at, m.at, m.sent_at, m.delivered_at, m.read_at, m.asset_id,
  m.media_state, ${quotedSql} as quoted, ${reactionsSql} as reactions, ${assetSql} as asset`;

export const messageJoins = `join connections mn on mn.tenant_id = m.tenant_id and mn.id = m.connection_id
  left join users su on su.id = m.sender_id
  left join campaigns g on g.tenant_id = m.tenant_id and g.id = m.campaign_id`;
