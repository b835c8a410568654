// People of an uploaded list: found or created as their stretch of the list is written, each with their own values.
import type { TenantTx } from '../../platform/db/database';
import type { PublishEvent } from '../../platform/events';
import { resolveContacts } from '../contacts';
import { readStretch } from '../recipient-lists';
import { storedAudience } from './audience';
import type { Chunk } from './freeze';
import type { LockedCampaign } from './queries';
import { reasonSql, type Written, writeRecipients } from './write-recipients';

/** Writes the recipients of one stretch. People of another coach are left out; the list's failed rows tell. */
export async function writeStretch(
  tx: TenantTx,
  publish: PublishEvent,
  campaign: LockedCampaign,
  { list_id, from_row, to_row }: Chunk,
): Promise<Written> {
  const { ownerId } = storedAudience.parse(campaign.audience);
  if (list_id === null || from_row === null || to_row === null) return { queued: 0, skipped: 0 };
  const people = await readStretch(tx, { listId: list_id, ownerId }, { from: from_row, to: to_row });
  const resolved = await resolveContacts(
    tx,
    people.map(({ phone, name }) => ({ phone, name })),
    { ownerId, publish },
  );
  const recipients = people.flatMap((person, at) => {
    const contactId = resolved[at]?.contactId;
    return contactId ? [{ id: contactId, variables: person.variables }] : [];
  });
  return writeRecipients(
    tx,
    campaign,
    `select distinct on (c.id) c.id, ${reasonSql} as reason, r.variables
     from json_to_recordset($5::json) as r (id uuid, variables jsonb)
     join contacts c on c.tenant_id = $1 and c.id = r.id and ($6::uuid is null or c.owner_id = $6)
     join connections k on k.tenant_id = $1 and k.id = $3
     order by c.id`,
    [JSON.stringify(recipients), ownerId],
  );
}
