// Adding a contact by hand or through the API.
import type { ContactInput } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { firstNameOf } from '../names';
import { ownerByDefault } from '../policy';
import type { ContactRow } from '../present';
import { findContact } from '../queries';
import { demandOwner, phoneTaken, readPhone, setPhoneIdentity } from './checks';

/** @throws AppError invalid_phone, phone_taken, forbidden, validation_failed */
export async function createContact(context: TenantContext, input: ContactInput): Promise<ContactRow> {
  const { tx, actor, record } = context;
  const phone = await readPhone(tx, input.phone);
  const ownerId = input.ownerId === undefined ? ownerByDefault(actor) : input.ownerId;
  if (ownerId !== ownerByDefault(actor)) await demandOwner(tx, actor, ownerId);
  const created = await tx.one<{ id: string }>(
    `insert into contacts (tenant_id, name, first_name, phone, phone_key, email, owner_id, status, temperature, source, country, city, client, attributes, tags)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (tenant_id, phone_key) do nothing returning id`,
    [
      tx.tenantId,
      input.name,
      input.firstName || firstNameOf(input.name),
      phone.e164,
      phone.key,
      input.email?.toLowerCase() ?? null,
      ownerId,
      input.lead?.status ?? 'new',
      input.lead?.temperature ?? null,
      input.lead?.source || null,
      input.lead?.country || null,
      input.lead?.city || null,
      JSON.stringify(input.client ?? {}),
      JSON.stringify(input.attributes ?? {}),
      [...new Set(input.tags ?? [])],
    ],
  );
  if (!created) throw phoneTaken(phone);
  await setPhoneIdentity(tx, created.id, phone);
  await record({
    type: 'contact.created',
    subjectId: created.id,
    data: { contactIds: [created.id], ownerIds: [ownerId], count: 1 },
  });
  return found(await findContact(tx, actor, created.id), 'contact');
}
