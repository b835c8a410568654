// The filters of a contact list as SQL.
import type { contactFilter } from '@parley/contract';
import type { z } from 'zod';
import { AppError } from '../../platform/errors';
import { type Viewer, visibleContactsSql } from './policy';

export type ContactFilter = z.output<typeof contactFilter>;

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
  return clauses.join(' and ');
}

/**
 * Name, e-mail or phone contains the text. What looks like a phone number is also compared by its digits without leading zeros, so that
 * `050-123` finds `+97250123…`.
 * @throws AppError validation_failed
 */
export function searchSql(search: string, params: unknown[]): string {
  const text = search.trim().toLowerCase();
  if ([...text].length < 2)
    throw new AppError('validation_failed', 'Type at least 2 characters to search.', {
      details: [{ path: 'search', message: 'Type at least 2 characters' }],
    });
  const patterns = [text];
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : '';
  if (digits.length >= 2 && digits !== text) patterns.push(digits);
  params.push(patterns.map((pattern) => `%${pattern.replace(/[\\%_]/g, '\\$&')}%`));
  return `c.search like any ($${params.length}::text[])`;
}
