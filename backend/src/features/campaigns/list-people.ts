// People of an uploaded list: found or created as their stretch of the list is written, each with their own values.
import type { TenantTx } from '../../platform/db/database';
import type { PublishEvent } from '../../platform/events';
import { leftOutSql, resolveContacts } from '../contacts';
import { type ListPerson, readStretch } from '../recipient-lists';
import { storedAudience } from './audience';
import type { Chunk, Written } from './freeze';
import type { LockedCampaign } from './queries';

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
  return insertRecipients(tx, campaign, ownerId, recipients);
}

async function insertRecipients(
  tx: TenantTx,
  campaign: LockedCampaign,
  ownerId: string | null,
  recipients: readonly { id: string; variables: ListPerson['variables'] }[],
): Promise<Written> {
  const row = await tx.one<Written>(
    `with chunk as materialized (
       select distinct on (c.id) c.id, case when $5 then 'campaign_cancelled' else ${leftOutSql('k.channel')} end as reason, r.variables
       from json_to_recordset($4::json) as r (id uuid, variables jsonb)
       join contacts c on c.tenant_id = $1 and c.id = r.id and ($6::uuid is null or c.owner_id = $6)
       join connections k on k.tenant_id = $1 and k.id = $3
       order by c.id
     ), written as (
       insert into messages (tenant_id, connection_id, contact_id, campaign_id, direction, source, state, error_code, variables)
       select $1, $3, chunk.id, $2, 'out', 'campaign', case when chunk.reason is null then 'queued' else 'skipped' end, chunk.reason, chunk.variables
       from chunk order by chunk.id
       on conflict (tenant_id, campaign_id, contact_id, part) where campaign_id is not null do nothing
       returning state
     )
     select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'skipped')::int as skipped from written`,
    [
      tx.tenantId,
      campaign.id,
      campaign.connection_id,
      JSON.stringify(recipients),
      campaign.status === 'cancelled',
      ownerId,
    ],
  );
  return row ?? { queued: 0, skipped: 0 };
}
