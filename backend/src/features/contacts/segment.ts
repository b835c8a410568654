// Segments as those who narrow a list of people need them. Keeping them is the segments room's.
import { type SegmentRules, segmentRules } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';

export interface FoundSegment {
  id: string;
  name: string;
  ownerId: string | null;
  rules: SegmentRules;
  createdAt: Date;
  updatedAt: Date;
}

type Row = Omit<FoundSegment, 'rules'> & { rules: unknown };

/**
 * The team's segments and those of these people, by name.
 * @param userIds whoever looks; for a campaign also the one whose it is
 * @param id only this one
 */
export async function findSegments(
  tx: TenantTx,
  userIds: readonly string[],
  id: string | null = null,
  { lock = false }: { lock?: boolean } = {},
): Promise<FoundSegment[]> {
  const rows = await tx.query<Row>(
    `select s.id, s.name, s.owner_id as "ownerId", s.rules, s.created_at as "createdAt", s.updated_at as "updatedAt" from segments s
     where s.tenant_id = $1 and (s.owner_id is null or s.owner_id = any($2::uuid[])) and ($3::uuid is null or s.id = $3)
     order by lower(s.name), s.id limit 200 ${lock ? 'for no key update' : ''}`,
    [tx.tenantId, userIds, id],
  );
  return rows.map((row) => ({ ...row, rules: segmentRules.parse(row.rules) }));
}

/** @throws AppError not_found when it is not there or somebody else's own */
export async function demandSegment(
  tx: TenantTx,
  userIds: readonly string[],
  id: string,
  options: { lock?: boolean } = {},
): Promise<FoundSegment> {
  return found((await findSegments(tx, userIds, id, options))[0], 'segment');
}
