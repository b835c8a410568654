// Who receives a campaign: the stored form of an audience, and the one where-clause that every count, sample and chunk shares.
import { type Audience, inlineRecipient } from '@parley/contract';
import { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';

const ownerId = z.uuid().nullable();
const person = z.object({ contactId: z.uuid(), variables: z.record(z.string(), z.string()) });

/** `ownerId` limits the audience to one coach's contacts. `people` are an inline list's contacts, found or created at launch. */
export const storedAudience = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), ownerId }),
  z.object({ type: z.literal('pending'), ownerId }),
  z.object({ type: z.literal('selected'), ownerId, contactIds: z.array(z.uuid()) }),
  z.object({
    type: z.literal('inline'),
    ownerId,
    recipients: z.array(inlineRecipient),
    people: z.array(person).optional(),
  }),
]);
export type StoredAudience = z.infer<typeof storedAudience>;
export type Recipient = z.infer<typeof inlineRecipient>;

export function toStored(audience: Audience, coachId: string | null): StoredAudience {
  return { ...audience, ownerId: coachId };
}

/** Contact ids of a listed audience in id order, each once; null when the audience is a condition instead of a list. */
export function listedIds(audience: StoredAudience): string[] | null {
  if (audience.type === 'selected') return [...new Set(audience.contactIds)].sort();
  if (audience.type === 'inline') return (audience.people ?? []).map((one) => one.contactId).sort();
  return null;
}

/**
 * Contacts `c` of an audience. $1 tenant, $2 coach or null, $3 only people never messaged before, $4 listed ids or null,
 * $5 the launched campaign, after whose `audience_at` nobody joins, or null.
 */
export const audienceWhere = `c.tenant_id = $1 and ($2::uuid is null or c.owner_id = $2) and (not $3::boolean or c.first_messaged_at is null)
  and ($4::uuid[] is null or c.id = any($4))
  and ($5::uuid is null or c.created_at <= (select k.audience_at from campaigns k where k.tenant_id = $1 and k.id = $5))`;

export function audienceParams(
  tx: TenantTx,
  audience: StoredAudience,
  of: { campaignId?: string; ids?: readonly string[] | null } = {},
): unknown[] {
  const ids = of.ids === undefined ? listedIds(audience) : of.ids;
  return [tx.tenantId, audience.ownerId, audience.type === 'pending', ids, of.campaignId ?? null];
}

/** True for contacts that WhatsApp can reach: by number, or by the hidden id of somebody who wrote to us. */
export const hasAddress = `(c.phone is not null or exists (
  select from identities i where i.tenant_id = c.tenant_id and i.contact_id = c.id and i.kind = 'lid'))`;

export interface AudienceCount {
  total: number;
  sendable: number;
  optedOut: number;
  noAddress: number;
}

export async function countAudience(
  tx: TenantTx,
  audience: StoredAudience,
  campaignId?: string,
): Promise<AudienceCount> {
  const row = await tx.one<AudienceCount>(
    `select count(*)::int as total,
       count(*) filter (where c.opted_out_at is null and ${hasAddress})::int as sendable,
       count(*) filter (where c.opted_out_at is not null)::int as "optedOut",
       count(*) filter (where c.opted_out_at is null and not ${hasAddress})::int as "noAddress"
     from contacts c where ${audienceWhere}`,
    audienceParams(tx, audience, campaignId ? { campaignId } : {}),
  );
  return row ?? { total: 0, sendable: 0, optedOut: 0, noAddress: 0 };
}
