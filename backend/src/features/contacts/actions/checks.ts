// Checks shared by the actions on contacts.
import type { TenantTx } from '../../../platform/db/database';
import { brokenConstraint } from '../../../platform/db/faults';
import { AppError } from '../../../platform/errors';
import { type Phone, parsePhone } from '../../../platform/phone';
import { mayGiveTo, type Viewer } from '../policy';
import { countryOfTenant, isActiveMember } from '../queries';

/** Reads the number as of the tenant's country. @throws AppError invalid_phone */
export async function readPhone(tx: TenantTx, text: string): Promise<Phone> {
  const country = await countryOfTenant(tx);
  const phone = parsePhone(text, country);
  if (!phone)
    throw new AppError(
      'invalid_phone',
      `“${text}” is not a phone number. Write it with the country code, e.g. +972 50 123 4567.`,
      { details: [{ path: 'phone', message: 'Not a phone number' }] },
    );
  return phone;
}

/** The database decides whose line it is, also between two requests at once. @throws AppError phone_taken */
export async function orPhoneTaken(phone: Phone, writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) === 'contacts_phone_key') throw phoneTaken(phone);
    throw error;
  }
}

export function phoneTaken(phone: Phone): AppError {
  return new AppError('phone_taken', `A contact with the number ${phone.e164} already exists in your team.`, {
    details: [{ path: 'phone', message: 'Already used by another contact' }],
  });
}

/** @throws AppError forbidden, validation_failed */
export async function demandOwner(tx: TenantTx, actor: Viewer, ownerId: string | null): Promise<void> {
  if (!mayGiveTo(actor, ownerId))
    throw new AppError('forbidden', 'Your role does not allow giving contacts to somebody. Ask an admin of your team.');
  if (ownerId !== null && !(await isActiveMember(tx, ownerId)))
    throw new AppError('validation_failed', 'The owner must be an active member of your team.', {
      details: [{ path: 'ownerId', message: 'Not an active member' }],
    });
}

/** Keeps the contact's phone identity in step with its phone. */
export async function setPhoneIdentity(tx: TenantTx, contactId: string, phone: Phone): Promise<void> {
  await tx.query("delete from identities where tenant_id = $1 and contact_id = $2 and kind = 'phone' and value <> $3", [
    tx.tenantId,
    contactId,
    phone.key,
  ]);
  await tx.query(
    `insert into identities (tenant_id, kind, value, contact_id) values ($1, 'phone', $2, $3)
     on conflict (tenant_id, kind, scope, value) do update set contact_id = excluded.contact_id`,
    [tx.tenantId, phone.key, contactId],
  );
}
