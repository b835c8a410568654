// The filters of a contact list as SQL.
import type { contactFilter, SegmentRules } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';
import { type Viewer, visibleContactsSql } from './policy';
import { rulesSql } from './rules';
import { searchSql } from './search';
import { demandSegment } from './segment';

/** What was asked for, with the rules of its segment. */
export interface ContactFilter extends Omit<z.output<typeof contactFilter>, 'segmentId'> {
  rules?: SegmentRules;
}

/** Looks the segment up. @throws AppError not_found when it is not there or not for the actor */
export async function openFilter(
  tx: TenantTx,
  actor: Viewer,
  { segmentId, ...filter }: z.output<typeof contactFilter>,
): Promise<ContactFilter> {
  if (!segmentId) return filter;
  return { ...filter, rules: (await demandSegment(tx, [actor.userId], segmentId)).rules };
}

/**
 * The where-clause over `contacts c` for what the actor may see and asked for; parameters are appended to `params`, whose first is the tenant.
 * @throws AppError validation_failed when the search is shorter than 2 characters
 */
export function filterSql(actor: Viewer, filter: ContactFilter, params: unknown[]): string {
  const clauses = ['c.tenant_id = $1', visibleContactsSql(actor, 'c', params)];
  const add = (value: unknown, clause: (placeholder: string) => string) => {
    params.push(value);
    clauses.push(clause(`$${params.length}`));
  };
  if (filter.search !== undefined && filter.search !== '') clauses.push(searchSql(filter.search, params));
  if (filter.status) add(filter.status, (p) => `c.status = ${p}`);
  if (filter.temperature) add(filter.temperature, (p) => `c.temperature = ${p}`);
  if (filter.source) add(filter.source, (p) => `c.source = ${p}`);
  if (filter.ownerId === 'none') clauses.push('c.owner_id is null');
  else if (filter.ownerId) add(filter.ownerId, (p) => `c.owner_id = ${p}`);
  if (filter.tag) add([filter.tag], (p) => `c.tags @> ${p}`);
  if (filter.optedOut !== undefined) clauses.push(`c.opted_out_at is ${filter.optedOut ? 'not null' : 'null'}`);
  if (filter.rules) clauses.push(rulesSql(filter.rules, params));
  return clauses.join(' and ');
}
