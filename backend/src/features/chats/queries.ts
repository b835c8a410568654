// What chats read: the list by keyset, one visible chat, the counts.
import type { Endpoint, EndpointParsed, listChats } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { microsOf, type TimeCursor, timeOfMicros } from '../../platform/http/time-cursor';
import { searchSql } from '../contacts';
import { chatRanges, chatVisibleSql, type Viewer } from './policy';
import { type ChatRow, chatColumns, chatJoins } from './present';

type Parsed<E extends Endpoint> = EndpointParsed<E>;
export type ChatFilter = Parsed<typeof listChats>['query'];

export interface ListedChat extends ChatRow {
  /** Microseconds since 1970 of the latest message. */
  micros: number;
}

/**
 * One more chat than `limit` when there is a next page. Each range of what the actor may see is read in index order up to the limit, so that
 * the cost does not grow with the number of chats.
 */
export async function pageOfChats(
  tx: TenantTx,
  actor: Viewer,
  filter: ChatFilter,
  after: TimeCursor | undefined,
): Promise<ListedChat[]> {
  const params: unknown[] = [tx.tenantId];
  const ranges = chatRanges(actor, 'c', params);
  const where = ['c.tenant_id = $1', ...filterSql(filter, actor, params)];
  if (after) {
    params.push(after.micros, after.id);
    const [micros, id] = [`$${params.length - 1}`, `$${params.length}::uuid`];
    where.push(`(c.last_message_at, c.id) < (${timeOfMicros(micros)}, ${id})`);
  }
  const order = 'order by last_message_at desc, id desc';
  const limit = `limit ${filter.limit + 1}`;
  const parts = ranges.map(
    (range) =>
      `(select c.id, c.last_message_at from chats c where ${[...where, range].join(' and ')} order by c.last_message_at desc, c.id desc ${limit})`,
  );
  return tx.query<ListedChat>(
    `with page as (select * from (${parts.join(' union all ')}) p ${order} ${limit})
     select ${chatColumns}, ${microsOf('c.last_message_at')} as micros
     from page p join chats c on c.tenant_id = $1 and c.id = p.id ${chatJoins}
     order by c.last_message_at desc, c.id desc`,
    params,
  );
}

/** Conditions over `chats c`; parameters are appended. */
function filterSql(filter: ChatFilter, actor: Viewer, params: unknown[]): string[] {
  const clauses: string[] = [];
  const add = (value: unknown, clause: (placeholder: string) => string) => {
    params.push(value);
    clauses.push(clause(`$${params.length}`));
  };
  if (filter.status) {
    add(filter.status, (p) => `c.status = ${p}`);
    // Said as well, so that the planner knows that the index of chats which are not closed is enough.
    if (filter.status !== 'closed') clauses.push(`c.status <> 'closed'`);
  }
  if (filter.assignee === 'none') clauses.push('c.assignee_id is null');
  else if (filter.assignee)
    add(filter.assignee === 'me' ? actor.userId : filter.assignee, (p) => `c.assignee_id = ${p}`);
  if (filter.connectionId) add(filter.connectionId, (p) => `c.connection_id = ${p}`);
  if (filter.contactId) add(filter.contactId, (p) => `c.contact_id = ${p}`);
  if (filter.tag)
    add(
      filter.tag,
      (p) =>
        `exists (select from chat_tags g where g.tenant_id = c.tenant_id and g.chat_id = c.id and g.tag_id = ${p})`,
    );
  if (filter.unread !== undefined) clauses.push(filter.unread ? 'c.unread_count > 0' : 'c.unread_count = 0');
  if (filter.channel)
    add(
      filter.channel,
      (p) => `c.connection_id in (select n.id from connections n where n.tenant_id = $1 and n.channel = ${p})`,
    );
  // The first letter of a search finds everybody; the list stays as it is until the second.
  if (filter.search && [...filter.search].length >= 2)
    clauses.push(
      `c.contact_id in (select c.id from contacts c where c.tenant_id = $1 and ${searchSql(filter.search, params)})`,
    );
  return clauses;
}

/** The chat when it exists and the actor may see it. */
export async function findVisibleChat(tx: TenantTx, actor: Viewer, chatId: string): Promise<ChatRow | undefined> {
  const params: unknown[] = [tx.tenantId, chatId];
  return tx.one<ChatRow>(
    `select ${chatColumns} from chats c ${chatJoins} where c.tenant_id = $1 and c.id = $2 and ${chatVisibleSql(actor, 'c', params)}`,
    params,
  );
}

/**
 * The same, held until the transaction ends, so that two changes of one chat follow each other. Its contact and number cannot be removed
 * meanwhile; they are held first, as whoever removes them does.
 */
export async function lockVisibleChat(tx: TenantTx, actor: Viewer, chatId: string): Promise<ChatRow | undefined> {
  const params: unknown[] = [tx.tenantId, chatId];
  return tx.one<ChatRow>(
    `select ${chatColumns} from chats c ${chatJoins} where c.tenant_id = $1 and c.id = $2 and ${chatVisibleSql(actor, 'c', params)}
     for key share of k for key share of n for no key update of c`,
    params,
  );
}

/** The same against everything, so that nothing is added to it any more. */
export async function lockChatForRemoval(tx: TenantTx, actor: Viewer, chatId: string): Promise<ChatRow | undefined> {
  const params: unknown[] = [tx.tenantId, chatId];
  return tx.one<ChatRow>(
    `select ${chatColumns} from chats c ${chatJoins} where c.tenant_id = $1 and c.id = $2 and ${chatVisibleSql(actor, 'c', params)}
     for key share of k for update of c`,
    params,
  );
}
