// Finds or makes the chats of contacts on connections, for a whole batch.
import type { ChatStatus } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';

export interface ChatPair {
  contactId: string;
  connectionId: string;
}

interface ChatRow {
  id: string;
  contact_id: string;
  connection_id: string;
}

/** The key under which `ensureChats` answers. */
export function chatKey({ contactId, connectionId }: ChatPair): string {
  return `${contactId}:${connectionId}`;
}

/**
 * @param status of chats that are made; those that exist keep theirs
 * @returns chat ids by `<contactId>:<connectionId>`; a contact that does not exist has no entry
 */
export async function ensureChats(
  tx: TenantTx,
  pairs: readonly ChatPair[],
  { status = 'open' }: { status?: ChatStatus } = {},
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const missing = () => pairs.filter((pair) => !found.has(chatKey(pair)));
  const add = (rows: readonly ChatRow[]) => {
    for (const row of rows) found.set(chatKey({ contactId: row.contact_id, connectionId: row.connection_id }), row.id);
  };
  if (pairs.length === 0) return found;
  add(await findChats(tx, pairs));
  if (missing().length > 0) add(await makeChats(tx, missing(), status));
  // Made by somebody else between our look and our insert.
  if (missing().length > 0) add(await findChats(tx, missing()));
  return found;
}

function columnsOf(pairs: readonly ChatPair[]): [string[], string[]] {
  return [pairs.map((pair) => pair.contactId), pairs.map((pair) => pair.connectionId)];
}

function findChats(tx: TenantTx, pairs: readonly ChatPair[]): Promise<ChatRow[]> {
  return tx.query<ChatRow>(
    // One look into the index for each pair, whatever the statistics say of the tenant.
    `select c.id, c.contact_id, c.connection_id from (select distinct * from unnest($2::uuid[], $3::uuid[]) as w (contact_id, connection_id)) w
     cross join lateral (
       select c.id, c.contact_id, c.connection_id from chats c
       where c.tenant_id = $1 and c.contact_id = w.contact_id and c.connection_id = w.connection_id limit 1) c`,
    [tx.tenantId, ...columnsOf(pairs)],
  );
}

/** In one order for all batches, so that two of them cannot wait for each other. */
function makeChats(tx: TenantTx, pairs: readonly ChatPair[], status: ChatStatus): Promise<ChatRow[]> {
  return tx.query<ChatRow>(
    `insert into chats (tenant_id, contact_id, connection_id, owner_id, status)
     select $1, w.contact_id, w.connection_id, k.owner_id, $4
     from (select distinct * from unnest($2::uuid[], $3::uuid[]) as w (contact_id, connection_id)) w
     join contacts k on k.tenant_id = $1 and k.id = w.contact_id
     order by w.contact_id, w.connection_id
     on conflict (tenant_id, contact_id, connection_id) do nothing
     returning id, contact_id, connection_id`,
    [tx.tenantId, ...columnsOf(pairs), status],
  );
}
