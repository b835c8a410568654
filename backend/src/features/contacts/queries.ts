// Reads of contacts.
import type { TenantTx } from '../../platform/db/database';
import { type ContactFilter, filterSql } from './filter';
import { type Viewer, visibleContactsSql } from './policy';
import type { ContactRow } from './present';

const columns = `c.id, c.name, c.first_name, c.phone, c.email, c.owner_id, u.name as owner_name, c.status, c.temperature, c.source, c.country,
  c.city, c.client, c.attributes, c.tags, c.opted_out_at, c.last_message_at, c.created_at, c.updated_at`;

/** One contact that the actor may see. */
export function findContact(tx: TenantTx, actor: Viewer, id: string): Promise<ContactRow | undefined> {
  const params: unknown[] = [tx.tenantId, id];
  return tx.one(
    `select ${columns} from contacts c left join users u on u.id = c.owner_id
     where c.tenant_id = $1 and c.id = $2 and ${visibleContactsSql(actor, 'c', params)}`,
    params,
  );
}

/**
 * The same, locked against other writers until the transaction ends.
 * @param how `for update` also keeps out new messages and chats of this contact
 */
export async function lockContact(
  tx: TenantTx,
  actor: Viewer,
  id: string,
  how: 'for no key update' | 'for update' = 'for no key update',
): Promise<ContactRow | undefined> {
  const params: unknown[] = [tx.tenantId, id];
  const visible = visibleContactsSql(actor, 'c', params);
  const [, row] = await Promise.all([
    tx.query(`select 1 from contacts c where c.tenant_id = $1 and c.id = $2 and ${visible} ${how}`, params),
    findContact(tx, actor, id),
  ]);
  return row;
}

/** A page, newest first, and how many there are; both counted under the same filter. */
export async function listContactRows(
  tx: TenantTx,
  actor: Viewer,
  filter: ContactFilter,
  { page, limit }: { page: number; limit: number },
): Promise<{ rows: ContactRow[]; total: number }> {
  const params: unknown[] = [tx.tenantId];
  const where = filterSql(actor, filter, params);
  const [counted, rows] = await Promise.all([
    tx.one<{ total: number }>(`select count(*) as total from contacts c where ${where}`, params),
    pageOf(tx, where, params, limit, (page - 1) * limit),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

/** The newest matches without a total. */
export function findMatches(tx: TenantTx, actor: Viewer, search: string, limit: number): Promise<ContactRow[]> {
  const params: unknown[] = [tx.tenantId];
  return pageOf(tx, filterSql(actor, { search }, params), params, limit, 0);
}

/** Ids first, from the list's index alone; whole rows only for the page. */
function pageOf(tx: TenantTx, where: string, params: readonly unknown[], limit: number, offset: number) {
  const at = params.length;
  return tx.query<ContactRow>(
    `select ${columns}
     from (select c.id from contacts c where ${where} order by c.created_at desc, c.id desc limit $${at + 1} offset $${at + 2}) p
     join contacts c on c.tenant_id = $1 and c.id = p.id left join users u on u.id = c.owner_id
     order by c.created_at desc, c.id desc`,
    [...params, limit, offset],
  );
}

/** Tags of the contacts that the actor sees, the most used first. */
export function countTags(tx: TenantTx, actor: Viewer): Promise<{ name: string; count: number }[]> {
  const params: unknown[] = [tx.tenantId];
  return tx.query(
    `select t.name, count(*) as count from contacts c cross join unnest(c.tags) t (name)
     where c.tenant_id = $1 and ${visibleContactsSql(actor, 'c', params)} group by t.name order by count(*) desc, t.name limit 500`,
    params,
  );
}

/** True when this person may own contacts: an active member of the tenant. */
export async function isActiveMember(tx: TenantTx, userId: string): Promise<boolean> {
  const row = await tx.one("select 1 from memberships where tenant_id = $1 and user_id = $2 and status = 'active'", [
    tx.tenantId,
    userId,
  ]);
  return row !== undefined;
}

/** The country whose numbers are written without a country code. ISO 3166-1 alpha-2. */
export async function countryOfTenant(tx: TenantTx): Promise<string> {
  const row = await tx.one<{ country: string }>('select country from tenants where id = $1', [tx.tenantId]);
  return row?.country ?? 'US';
}
