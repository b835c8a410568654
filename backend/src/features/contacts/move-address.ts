// A customer is known by another address from now on: a new number, a new id within the business.
import type { TenantTx } from '../../platform/db/database';
import { phoneKey } from '../../platform/phone';

export interface KnownAddress {
  /** E.164. */
  phone?: string | null | undefined;
  /** BSUID. */
  scopedId?: string | null | undefined;
}

/**
 * Gives the contact of the old address the new one. A number that already has a contact stays with it: then both remain.
 * @returns the contact, or undefined when nobody is known by the old address
 */
export async function moveAddress(
  tx: TenantTx,
  before: KnownAddress,
  after: KnownAddress,
): Promise<string | undefined> {
  const contact = await tx.one<{ contact_id: string }>(
    `select i.contact_id from identities i where i.tenant_id = $1 and i.scope = ''
       and ((i.kind = 'phone' and i.value = $2) or (i.kind = 'bsuid' and i.value = $3)) limit 1`,
    [tx.tenantId, before.phone ? phoneKey(before.phone) : null, before.scopedId ?? null],
  );
  if (!contact) return undefined;
  const contactId = contact.contact_id;
  if (after.scopedId) await addIdentity(tx, 'bsuid', after.scopedId, contactId);
  if (after.phone) {
    const key = phoneKey(after.phone);
    const moved = await tx.one(
      `update contacts c set name = case when c.name = c.phone then $3 else c.name end, phone = $3, phone_key = $4, updated_at = now()
       where c.tenant_id = $1 and c.id = $2 and not exists (select from contacts o where o.tenant_id = $1 and o.phone_key = $4 and o.id <> $2) returning c.id`,
      [tx.tenantId, contactId, after.phone, key],
    );
    if (moved) await addIdentity(tx, 'phone', key, contactId);
  }
  return contactId;
}

async function addIdentity(tx: TenantTx, kind: string, value: string, contactId: string): Promise<void> {
  await tx.query(
    `insert into identities (tenant_id, kind, value, contact_id) values ($1, $2, $3, $4)
     on conflict (tenant_id, kind, scope, value) do update set contact_id = excluded.contact_id`,
    [tx.tenantId, kind, value, contactId],
  );
}
