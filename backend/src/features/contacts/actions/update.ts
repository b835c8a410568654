// Changing a contact; fields left out stay.
import type { ContactInput } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { handOverChats } from '../hand-over';
import { firstNameOf } from '../names';
import type { ContactRow } from '../present';
import { findContact, lockContact } from '../queries';
import { demandOwner, orPhoneTaken, readPhone, setPhoneIdentity } from './checks';

/** @throws AppError not_found, invalid_phone, phone_taken, forbidden, validation_failed */
export async function updateContact(
  context: TenantContext,
  id: string,
  input: Partial<ContactInput>,
): Promise<ContactRow> {
  const { tx, actor, record } = context;
  const before = found(await lockContact(tx, actor, id), 'contact');
  const ownerId = input.ownerId === undefined ? before.owner_id : input.ownerId;
  if (ownerId !== before.owner_id) await demandOwner(tx, actor, ownerId);
  if (input.phone !== undefined) {
    const phone = await readPhone(tx, input.phone);
    await orPhoneTaken(
      phone,
      tx.query('update contacts set phone = $3, phone_key = $4 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        id,
        phone.e164,
        phone.key,
      ]),
    );
    await setPhoneIdentity(tx, id, phone);
  }
  const after = merge(before, input, ownerId);
  await tx.query(
    `update contacts set name = $3, first_name = $4, email = $5, owner_id = $6, status = $7, temperature = $8, source = $9, country = $10,
       city = $11, client = $12, attributes = $13, tags = $14, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, ...after],
  );
  if (ownerId !== before.owner_id) await handOverChats(context, id, { from: before.owner_id, to: ownerId });
  await record({
    type: 'contact.updated',
    subjectId: id,
    data: {
      contactIds: [id],
      ownerIds: [...new Set([before.owner_id, ownerId])],
      fields: Object.keys(input),
    },
  });
  return found(await findContact(tx, actor, id), 'contact');
}

/** The contact's columns after the change, in the order of the statement. */
function merge(before: ContactRow, input: Partial<ContactInput>, ownerId: string | null): unknown[] {
  const pick = <T>(given: T | undefined, kept: T): T => (given === undefined ? kept : given);
  const text = (given: string | null | undefined, kept: string | null) => pick(given, kept) || null;
  const { lead } = input;
  const name = pick(input.name, before.name);
  // A first name that was only taken from the name follows the name.
  const derived = before.first_name === firstNameOf(before.name) ? firstNameOf(name) : before.first_name;
  return [
    name,
    input.firstName || derived,
    text(input.email?.toLowerCase() ?? input.email, before.email),
    ownerId,
    pick(lead?.status, before.status),
    pick(lead?.temperature, before.temperature),
    text(lead?.source, before.source),
    text(lead?.country, before.country),
    text(lead?.city, before.city),
    JSON.stringify(pick(input.client, before.client)),
    JSON.stringify(pick(input.attributes, before.attributes)),
    [...new Set(pick(input.tags, before.tags))],
  ];
}
