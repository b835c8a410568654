// A member of the team records that a contact said yes or no.
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { recordConsent } from '../consent';
import type { ContactRow } from '../present';
import { findContact, lockContact } from '../queries';

/** @throws AppError not_found */
export async function setConsent(
  { tx, actor, parts, requestId }: TenantContext,
  id: string,
  decision: 'opt_in' | 'opt_out',
  note?: string,
): Promise<ContactRow> {
  found(await lockContact(tx, actor, id), 'contact');
  await recordConsent(tx, parts.publish, {
    contactId: id,
    decision,
    origin: 'user',
    actorId: actor.userId,
    note,
    requestId,
  });
  return found(await findContact(tx, actor, id), 'contact');
}
