// From a message's row to its contract shape.
import {
  type Message,
  type MessageKind,
  type MessageState,
  messageKinds,
  type messageSource,
  type OutcomeCode,
} from '@parley/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';

export type Viewer = Pick<Actor, 'userId' | 'can'>;

export interface MessageRow {
  id: string;
  chat_id: string | null;
  direction: 'in' | 'out';
  kind: string;
  text: string | null;
  content: Record<string, unknown>;
  state: MessageState;
  error_code: OutcomeCode | null;
  error_detail: string | null;
  source: z.infer<typeof messageSource>;
  sender_id: string | null;
  sender_name: string | null;
  campaign_id: string | null;
  campaign_name: string | null;
  reply_to_id: string | null;
  client_key: string | null;
  at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
}

/** Everything a presented message needs, over `messages m`; `messageJoins` belongs to it. */
export const messageColumns = `m.id, m.chat_id, m.direction, m.kind, m.text, m.content, m.state, m.error_code, m.error_detail, m.source, m.sender_id,
  su.name as sender_name, m.campaign_id, g.name as campaign_name, m.reply_to_id, m.client_key, m.at, m.sent_at, m.delivered_at, m.read_at`;

export const messageJoins = `left join users su on su.id = m.sender_id
  left join campaigns g on g.tenant_id = m.tenant_id and g.id = m.campaign_id`;

function isKnownKind(kind: string): kind is MessageKind {
  return messageKinds.some((known) => known === kind);
}

/** @param actor null: as everybody hears it over the live feed */
export function presentMessage(row: MessageRow, actor: Viewer | null): Message {
  const mayRetry = (actor?.can('messages.send') ?? true) && (row.state === 'failed' || row.state === 'uncertain');
  return {
    id: row.id,
    chatId: row.chat_id,
    direction: row.direction,
    kind: isKnownKind(row.kind) ? row.kind : 'unsupported',
    text: row.text,
    content: row.content,
    state: row.state,
    error: row.error_code ? { code: row.error_code, detail: row.error_detail } : null,
    source: row.source,
    senderId: row.sender_id,
    senderName: row.sender_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    replyToId: row.reply_to_id,
    clientKey: row.client_key,
    at: row.at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    abilities: { retry: mayRetry && row.direction === 'out' },
  };
}

/** Messages by id in thread order, without asking whether the actor may see them. Those that do not exist are left out. */
export async function presentMessages(tx: TenantTx, actor: Viewer | null, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<MessageRow>(
    `select ${messageColumns} from messages m ${messageJoins} where m.tenant_id = $1 and m.id = any($2::uuid[]) order by m.at, m.id`,
    [tx.tenantId, ids],
  );
  return rows.map((row) => presentMessage(row, actor));
}
