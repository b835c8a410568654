// How many people segments hold.
import { createHash } from 'node:crypto';
import type { AudienceCount, Channel, SegmentRules } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import { remember } from '../../platform/remember';
import { loadVisibleConnection } from '../connections';
import { countReach, type FoundSegment, filterSql, rulesSql, usualChannel } from '../contacts';

interface Line {
  connectionId?: string | undefined;
  channel?: Channel | undefined;
}

/** People the actor sees, and whom of them the line reaches. @throws AppError not_found (connection) */
export async function countFor(tx: TenantTx, actor: Actor, rules: SegmentRules, line: Line): Promise<AudienceCount> {
  const { connectionId, channel } = line;
  const of = connectionId ? found(await loadVisibleConnection(tx, actor, connectionId), 'connection') : undefined;
  const params: unknown[] = [tx.tenantId];
  const where = filterSql(actor, { rules }, params);
  return countReach(tx, where, params, of?.channel ?? channel ?? usualChannel);
}

/** Sizes of all these segments, in one pass over the people that the actor sees; counts that take long are kept for a moment. */
export async function countAll(
  parts: Parts,
  actor: Actor,
  segments: readonly FoundSegment[],
): Promise<Map<string, number>> {
  if (segments.length === 0) return new Map();
  const whose = actor.can('contacts.viewAll') ? 'all' : actor.userId;
  const which = createHash('sha256').update(JSON.stringify(segments.map(({ id, rules }) => [id, rules])));
  const counts = await remember(parts, ['segments', actor.tenantId, whose, which.digest('hex')], () =>
    parts.db.withTenant(actor.tenantId, (tx) => countEach(tx, actor, segments)),
  );
  return new Map(segments.map(({ id }, at) => [id, counts[at] ?? 0]));
}

async function countEach(tx: TenantTx, actor: Actor, segments: readonly FoundSegment[]): Promise<number[]> {
  const params: unknown[] = [tx.tenantId];
  const seen = filterSql(actor, {}, params);
  const each = segments.map(({ rules }) => `count(*) filter (where ${rulesSql(rules, params)})::int`);
  const row = await tx.one<{ counts: number[] }>(
    `select array[${each.join(', ')}] as counts from contacts c where ${seen}`,
    params,
  );
  return row?.counts ?? [];
}
