// Consent: an append-only ledger of who said yes or no; the contact carries its latest word.
import type { TenantTx } from '../../platform/db/database';
import { type PublishEvent, recordEvent } from '../../platform/events';

export interface ConsentEntry {
  contactId: string;
  decision: 'opt_in' | 'opt_out';
  origin: 'user' | 'message' | 'import' | 'api';
  /** The person of the team who recorded it. */
  actorId?: string | null;
  /** The message that says it. */
  messageId?: string | null;
  note?: string | null;
  requestId?: string | null;
}

/**
 * Appends the decision with its evidence and sets it on the contact. Repeating a decision adds evidence and changes nothing else.
 * @returns true when the contact's standing changed; then the event is recorded as well
 */
export async function recordConsent(tx: TenantTx, publish: PublishEvent, entry: ConsentEntry): Promise<boolean> {
  const out = entry.decision === 'opt_out';
  const changed = await tx.one<{ owner_id: string | null }>(
    `update contacts set opted_out_at = case when $3 then now() end, updated_at = now()
     where tenant_id = $1 and id = $2 and (opted_out_at is null) = $3 returning owner_id`,
    [tx.tenantId, entry.contactId, out],
  );
  await tx.query(
    `insert into consent_entries (tenant_id, contact_id, decision, origin, actor_id, message_id, note) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.tenantId,
      entry.contactId,
      entry.decision,
      entry.origin,
      entry.actorId ?? null,
      entry.messageId ?? null,
      entry.note ?? null,
    ],
  );
  if (!changed) return false;
  await recordEvent(tx, publish, {
    type: out ? 'contact.opted_out' : 'contact.opted_in',
    actorId: entry.actorId ?? null,
    subjectId: entry.contactId,
    requestId: entry.requestId ?? null,
    data: { contactIds: [entry.contactId], ownerIds: [changed.owner_id], origin: entry.origin },
  });
  return true;
}
