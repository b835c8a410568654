// Deleting a contact with its chats.
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { lockContact } from '../queries';

/**
 * Deletes the contact, its identities, chats and messages. Refused while messages to them wait or are on their way: their credits are
 * reserved and must be taken or given back by the outbox first.
 * @throws AppError not_found, wrong_state
 */
export async function removeContact({ tx, actor, record }: TenantContext, id: string): Promise<void> {
  const contact = found(await lockContact(tx, actor, id, 'for update'), 'contact');
  const waiting = await tx.one(
    "select 1 from messages where tenant_id = $1 and contact_id = $2 and state in ('queued', 'sending') limit 1",
    [tx.tenantId, id],
  );
  if (waiting)
    throw new AppError(
      'wrong_state',
      'A message to this contact is still waiting to be sent. Cancel the campaign or wait until it is sent, then delete.',
    );
  await tx.query('delete from contacts where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  await record({
    type: 'contact.deleted',
    subjectId: id,
    data: { contactIds: [id], ownerIds: [contact.owner_id], name: contact.name },
  });
}
