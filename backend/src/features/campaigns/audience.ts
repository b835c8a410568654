// Who receives a campaign: the stored form of an audience, and the one where-clause that every count and sample shares.
import { type Audience, inlineRecipient, segmentRules } from '@parley/contract';
import { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { demandSegment, rulesSql } from '../contacts';
import { demandReadyList } from '../recipient-lists';

const ownerId = z.uuid().nullable();

/** `ownerId` limits the audience to one coach's contacts. `rules` are those of the segment as it was last looked at. */
export const storedAudience = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), ownerId }),
  z.object({ type: z.literal('pending'), ownerId }),
  z.object({ type: z.literal('selected'), ownerId, contactIds: z.array(z.uuid()) }),
  z.object({ type: z.literal('inline'), ownerId, recipients: z.array(inlineRecipient) }),
  z.object({ type: z.literal('segment'), ownerId, segmentId: z.uuid(), rules: segmentRules }),
  z.object({ type: z.literal('list'), ownerId, listId: z.uuid() }),
]);
export type StoredAudience = z.infer<typeof storedAudience>;
export type Recipient = z.infer<typeof inlineRecipient>;
/** Audiences that are a condition over contacts. */
export type ContactAudience = Exclude<StoredAudience, { type: 'inline' | 'list' }>;

/**
 * What was chosen, with what it stands for now.
 * @param userIds whose segments and lists may be used: the one who acts, and the one whose campaign it is
 * @throws AppError not_found (segment, list), wrong_state while a list is being read
 */
export async function openAudience(
  tx: TenantTx,
  audience: Audience,
  of: { coachId: string | null; userIds: readonly string[]; seesAll: boolean },
): Promise<StoredAudience> {
  if (audience.type === 'segment') {
    const { rules } = await demandSegment(tx, of.userIds, audience.segmentId);
    return { ...audience, rules, ownerId: of.coachId };
  }
  if (audience.type === 'list') await demandReadyList(tx, audience.listId, of.seesAll ? null : of.userIds);
  return { ...audience, ownerId: of.coachId };
}

/** A segment's rules as they are now, for a launch by the clock. @throws AppError validation_failed when it was deleted */
export async function renewRules(tx: TenantTx, audience: StoredAudience): Promise<StoredAudience> {
  if (audience.type !== 'segment') return audience;
  const row = await tx.one<{ rules: unknown }>('select rules from segments where tenant_id = $1 and id = $2', [
    tx.tenantId,
    audience.segmentId,
  ]);
  if (!row) throw new AppError('validation_failed', 'The segment of this campaign was deleted. Choose other people.');
  return { ...audience, rules: segmentRules.parse(row.rules) };
}

/** The where-clause of an audience over contacts `c`. @param params appended to; the first is the tenant */
export function memberSql(audience: ContactAudience, params: unknown[]): string {
  const clauses = ['c.tenant_id = $1'];
  const add = (value: unknown, clause: (place: string) => string) => {
    params.push(value);
    clauses.push(clause(`$${params.length}`));
  };
  if (audience.ownerId !== null) add(audience.ownerId, (place) => `c.owner_id = ${place}`);
  if (audience.type === 'pending') clauses.push('c.first_messaged_at is null');
  if (audience.type === 'selected') add(audience.contactIds, (place) => `c.id = any(${place}::uuid[])`);
  if (audience.type === 'segment') clauses.push(rulesSql(audience.rules, params));
  return clauses.join(' and ');
}
