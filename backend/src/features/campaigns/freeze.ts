// Freezing an audience: who is in it is decided by one statement, at one instant, together with the count that is paid for. People who
// change afterwards stay in or out as they were.
import type { Channel } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import type { PublishEvent } from '../../platform/events';
import { leftOutSql } from '../contacts';
import { countList } from '../recipient-lists';
import { type ContactAudience, memberSql, type StoredAudience } from './audience';
import { resolvePeople } from './inline';

/** People per chunk: what one transaction of the job writes. */
export const chunkSize = 5000;
/** Rows of a list per chunk; each may have to become a contact first. */
export const listChunkSize = 2000;

export interface Frozen {
  total: number;
  sendable: number;
}

/** A part of a frozen audience: contacts, or a stretch of a list. */
export interface Chunk {
  n: number;
  list_id: string | null;
  from_row: number | null;
  to_row: number | null;
}

/** Keeps who receives the campaign, in chunks. @throws AppError validation_failed when an inline list holds no phone numbers */
export async function freezeAudience(
  tx: TenantTx,
  publish: PublishEvent,
  of: { campaignId: string; audience: StoredAudience; channel: Channel },
): Promise<Frozen> {
  const { audience } = of;
  if (audience.type === 'list') return freezeList(tx, of.campaignId, audience);
  if (audience.type !== 'inline') return freezeMembers(tx, { ...of, audience });
  const people = await resolvePeople(tx, publish, audience);
  const selected: ContactAudience = {
    type: 'selected',
    ownerId: audience.ownerId,
    contactIds: [...people.keys()],
  };
  return freezeMembers(tx, { ...of, audience: selected, variables: Object.fromEntries(people) });
}

interface Members {
  campaignId: string;
  audience: ContactAudience;
  channel: Channel;
  /** Own values by contact id. */
  variables?: Record<string, Record<string, string>>;
}

async function freezeMembers(tx: TenantTx, { campaignId, audience, channel, variables }: Members): Promise<Frozen> {
  const params: unknown[] = [tx.tenantId, campaignId, channel, variables ? JSON.stringify(variables) : null];
  const frozen = await tx.one<Frozen>(
    `with numbered as materialized (
       select c.id, ${leftOutSql('$3')} is null as sendable, (row_number() over (order by c.id) - 1) / ${chunkSize} as n
       from contacts c where ${memberSql(audience, params)}
     ), written as (
       insert into campaign_audience (tenant_id, campaign_id, n, contact_ids, variables)
       -- Numbered in order and kept in it: sorting a million once more would take as long as everything else.
       select $1, $2, n, array_agg(id), jsonb_object_agg(id::text, $4::jsonb -> id::text) filter (where $4::jsonb ? id::text)
       from numbered group by n
     )
     select count(*)::int as total, count(*) filter (where sendable)::int as sendable from numbered`,
    params,
  );
  return frozen ?? { total: 0, sendable: 0 };
}

/** A list does not change any more; its people are found or created as their stretch is written. */
async function freezeList(
  tx: TenantTx,
  campaignId: string,
  audience: Extract<StoredAudience, { type: 'list' }>,
): Promise<Frozen> {
  const { sendable, leftOut } = await countList(tx, audience);
  await tx.query(
    `insert into campaign_audience (tenant_id, campaign_id, n, list_id, from_row, to_row)
     select $1, $2, r.n, $3, min(r.row_number), max(r.row_number) from (
       select row_number, (row_number() over (order by row_number) - 1) / ${listChunkSize} as n from recipient_list_rows
       where tenant_id = $1 and list_id = $3 and reason is null) r
     group by r.n`,
    [tx.tenantId, campaignId, audience.listId],
  );
  return { total: sendable + leftOut.optedOut + leftOut.inReview, sendable };
}
