// What messages read: a thread by keyset, one visible message.
import type { TenantTx } from '../../platform/db/database';
import { microsOf, type TimeCursor, timeOfMicros } from '../../platform/http/time-cursor';
import { chatVisibleSql } from '../chats';
import { type MessageRow, messageColumns, messageJoins } from './columns';
import type { Viewer } from './present';

export interface ThreadRow extends MessageRow {
  /** Microseconds since 1970 of its place. */
  micros: number;
}

/** A thread without its reactions, which stand under what they are about; newest first, one more than `limit` when there is a next page. */
export async function pageOfThread(
  tx: TenantTx,
  chatId: string,
  limit: number,
  after: TimeCursor | undefined,
): Promise<ThreadRow[]> {
  const params: unknown[] = [tx.tenantId, chatId];
  if (after) params.push(after.micros, after.id);
  return tx.query<ThreadRow>(
    `select ${messageColumns}, ${microsOf('m.at')} as micros from messages m ${messageJoins}
     where m.tenant_id = $1 and m.chat_id = $2 and m.kind <> 'reaction' ${after ? `and (m.at, m.id) < (${timeOfMicros('$3')}, $4::uuid)` : ''}
     order by m.at desc, m.id desc limit ${limit + 1}`,
    params,
  );
}

/**
 * The message when it exists and the actor may see it: through its chat, or, while it has none (a campaign's message that has not left),
 * through its contact.
 */
export async function findVisibleMessage(
  tx: TenantTx,
  actor: Viewer,
  messageId: string,
): Promise<MessageRow | undefined> {
  const params: unknown[] = [tx.tenantId, messageId, actor.can('chats.viewAll'), actor.userId];
  return tx.one<MessageRow>(
    `select ${messageColumns} from messages m ${messageJoins}
     left join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
     where m.tenant_id = $1 and m.id = $2 and m.kind <> 'reaction' and case when c.id is null
       then $3 or exists (select from contacts k where k.tenant_id = $1 and k.id = m.contact_id and k.owner_id = $4)
       else ${chatVisibleSql(actor, 'c', params)} end`,
    params,
  );
}

/** The message that the sender's own key names in a chat. */
export async function findByClientKey(tx: TenantTx, chatId: string, clientKey: string): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(
    'select id from messages where tenant_id = $1 and chat_id = $2 and client_key = $3',
    [tx.tenantId, chatId, clientKey],
  );
  return row?.id;
}

/**
 * Holds the rows that a new attempt changes, in the house's order: message, chat, campaign; before them the number, so that it is not removed.
 * @returns whether the number is still there
 */
export async function lockForRetry(tx: TenantTx, messageId: string): Promise<boolean> {
  const line = await tx.one(
    `select 1 from connections n where n.tenant_id = $1 and n.removed_at is null
       and n.id = (select m.connection_id from messages m where m.tenant_id = $1 and m.id = $2) for key share of n`,
    [tx.tenantId, messageId],
  );
  if (!line) return false;
  await tx.query('select 1 from messages where tenant_id = $1 and id = $2 for update', [tx.tenantId, messageId]);
  await tx.query(
    'select 1 from chats c where c.tenant_id = $1 and c.id = (select m.chat_id from messages m where m.tenant_id = $1 and m.id = $2) for no key update of c',
    [tx.tenantId, messageId],
  );
  await tx.query(
    'select 1 from campaigns g where g.tenant_id = $1 and g.id = (select m.campaign_id from messages m where m.tenant_id = $1 and m.id = $2) for no key update of g',
    [tx.tenantId, messageId],
  );
  return true;
}

/**
 * A number for what this statement can see: of two statements, anywhere, the one with the greater number sees at least as much. Made of the
 * snapshot, because the snapshot is what decides: first the newest transaction it knows of, then how few of the older ones are still at work.
 */
const asOfSql =
  '(select pg_snapshot_xmax(s)::text::float8 * 4096 - (select count(*) from pg_snapshot_xip(s)) from pg_current_snapshot() s)';

/** @returns the number of a picture that is read after this */
export async function readAsOf(tx: TenantTx): Promise<number> {
  const row = await tx.one<{ as_of: number }>(`select ${asOfSql} as as_of`, []);
  return row?.as_of ?? 0;
}

export interface Targets {
  own: string[];
  shown: string[];
  /** The number of a picture of them that is read after this. */
  asOf: number;
}

/** Which messages people see for these: themselves (`own`), and for reactions what they are about; `shown` is both. */
export async function findTargets(tx: TenantTx, ids: readonly string[]): Promise<Targets> {
  if (ids.length === 0) return { own: [], shown: [], asOf: 0 };
  const rows = await tx.query<{ id: string; reaction: boolean; as_of: number }>(
    `select distinct case when m.kind = 'reaction' then m.reply_to_id else m.id end as id, m.kind = 'reaction' as reaction, ${asOfSql} as as_of
     from messages m where m.tenant_id = $1 and m.id = any($2::uuid[]) and (m.kind <> 'reaction' or m.reply_to_id is not null)`,
    [tx.tenantId, ids],
  );
  const own = rows.filter((row) => !row.reaction).map((row) => row.id);
  return { own, shown: [...new Set(rows.map((row) => row.id))], asOf: rows[0]?.as_of ?? 0 };
}
