// What giving chats reads and writes.
import type { Role } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import type { Assignment, Taker, WaitingChat } from './deal-out';

/** A chat that waits to be given to somebody, over `chats c`. */
export const waitingSql = `c.waiting_since is not null and c.assignee_id is null and c.status = 'open'`;

/** Active members who take chats now, held in one order, so that two workers count the chats of one member one after the other. */
export function lockAvailable(tx: TenantTx): Promise<{ user_id: string; role: Role }[]> {
  return tx.query(
    `select m.user_id, m.role from memberships m where m.tenant_id = $1 and m.status = 'active' and m.available
     order by m.user_id for no key update of m`,
    [tx.tenantId],
  );
}

/** Open chats of the members, and when they were last given one. To be asked after they are held. */
export async function readHands(tx: TenantTx, members: readonly { user_id: string; role: Role }[]): Promise<Taker[]> {
  const rows = await tx.query<{ user_id: string; last_assigned_at: Date | null; open: number }>(
    `select m.user_id, m.last_assigned_at,
       (select count(*)::int from chats c where c.tenant_id = m.tenant_id and c.assignee_id = m.user_id and c.status = 'open' and c.status <> 'closed') as open
     from memberships m where m.tenant_id = $1 and m.user_id = any($2::uuid[])`,
    [tx.tenantId, members.map((member) => member.user_id)],
  );
  const roles = new Map(members.map((member) => [member.user_id, member.role]));
  return rows.flatMap((row) => {
    const role = roles.get(row.user_id);
    const lastAssignedAt = row.last_assigned_at?.getTime() ?? null;
    return role ? [{ userId: row.user_id, role, open: row.open, lastAssignedAt }] : [];
  });
}

export interface QueuePart {
  /** null = every connection. */
  connectionIds: readonly string[] | null;
  /** Only chats of contacts of these coaches; null = everybody's. */
  ownerIds: readonly string[] | null;
  limit: number;
}

/** Waiting chats, the longest waiting first. They are not held. */
export function pickWaiting(tx: TenantTx, { connectionIds, ownerIds, limit }: QueuePart): Promise<{ id: string }[]> {
  return tx.query(
    `select c.id from chats c join connections n on n.tenant_id = c.tenant_id and n.id = c.connection_id and n.removed_at is null
     where c.tenant_id = $1 and ${waitingSql} and ($2::uuid[] is null or c.connection_id = any($2)) and ($3::uuid[] is null or c.owner_id = any($3))
     order by c.waiting_since, c.id limit $4`,
    [tx.tenantId, connectionIds, ownerIds, limit],
  );
}

/** Those of the chats that still wait, held until the transaction ends, in the order of `ids`. Chats are held by id, as everywhere. */
export async function lockWaiting(tx: TenantTx, ids: readonly string[]): Promise<WaitingChat[]> {
  const rows = await tx.query<{ id: string; owner_id: string | null }>(
    `select c.id, c.owner_id from chats c where c.tenant_id = $1 and c.id = any($2::uuid[]) and ${waitingSql} order by c.id for no key update of c`,
    [tx.tenantId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, { id: row.id, ownerId: row.owner_id }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Writes the assignments, and whose turn it was. */
export async function writeAssignments(tx: TenantTx, assignments: readonly Assignment[]): Promise<void> {
  await tx.query(
    `update chats c set assignee_id = a.user_id, waiting_since = null, updated_at = now()
     from unnest($2::uuid[], $3::uuid[]) as a (chat_id, user_id) where c.tenant_id = $1 and c.id = a.chat_id`,
    [tx.tenantId, assignments.map(({ chatId }) => chatId), assignments.map(({ userId }) => userId)],
  );
  await tx.query(
    // One instant per turn, so that the order within a batch is kept for the next.
    `update memberships m set last_assigned_at = a.at
     from (
       select u.user_id, max(clock_timestamp() + u.turn * interval '1 millisecond') as at
       from unnest($2::uuid[]) with ordinality as u (user_id, turn) group by u.user_id
     ) a where m.tenant_id = $1 and m.user_id = a.user_id`,
    [tx.tenantId, assignments.map(({ userId }) => userId)],
  );
}
