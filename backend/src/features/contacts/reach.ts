// Whom a campaign can reach on a channel, and why the others are left out: one clause for every count, sample and chunk.
import type { AudienceCount, Channel } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';

/**
 * True for contacts `c` with an address on the channel. WhatsApp knows people by number; by QR also by the hidden id of somebody who wrote
 * to us, on the Cloud API by the id of a person within the business.
 * @param channel the placeholder or column that carries the channel, e.g. `$6`
 */
export function addressSql(channel: string): string {
  return `(c.phone is not null or exists (select from identities i where i.tenant_id = c.tenant_id and i.contact_id = c.id
    and i.kind = case ${channel}::text when 'whatsapp_cloud' then 'bsuid' else 'lid' end))`;
}

/**
 * True for contacts `c` who wrote what may be an opt-out, while nobody has decided about it. Not correlated, so that the few of them are read
 * once and not looked for a million times; the policy of the table keeps it to the tenant. False, not unknown, where a row of a list has no
 * contact yet.
 */
export const inReviewSql = `(c.id is not null and c.id in (select r.contact_id from consent_reviews r where r.state = 'open' and r.guess = 'opt_out'))`;

/** The first reason why contact `c` is left out, as an outcome code; null for those who can be written to. */
export function leftOutSql(channel: string): string {
  return `case when c.opted_out_at is not null then 'opted_out' when not ${addressSql(channel)} then 'no_address' when ${inReviewSql} then 'consent_review' end`;
}

/** Counted for when no line was chosen yet. */
export const usualChannel: Channel = 'whatsapp_evolution';

/** @param where over `contacts c`, with `params` */
export async function countReach(
  tx: TenantTx,
  where: string,
  params: readonly unknown[],
  channel: Channel,
): Promise<AudienceCount> {
  const row = await tx.one<Record<'total' | 'sendable' | 'optedOut' | 'noAddress' | 'inReview', number>>(
    `select count(*)::int as total, count(*) filter (where p.reason is null)::int as sendable,
       count(*) filter (where p.reason = 'opted_out')::int as "optedOut", count(*) filter (where p.reason = 'no_address')::int as "noAddress",
       count(*) filter (where p.reason = 'consent_review')::int as "inReview"
     from (select ${leftOutSql(`$${params.length + 1}`)} as reason from contacts c where ${where}) p`,
    [...params, channel],
  );
  const { total = 0, sendable = 0, optedOut = 0, noAddress = 0, inReview = 0 } = row ?? {};
  return { total, sendable, leftOut: { optedOut, noAddress, inReview, otherCoach: 0, duplicates: 0, invalid: 0 } };
}
