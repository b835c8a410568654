// The rules of a segment as SQL over `contacts c`. Every value travels as a parameter.
import type { SegmentRule, SegmentRules } from '@parley/contract';
import { searchSql } from './search';

type Place = (value: unknown) => string;

/**
 * The where-clause in which all rules hold; what it needs is appended to `params`.
 * @throws AppError validation_failed when a search is shorter than 2 characters
 */
export function rulesSql(rules: SegmentRules, params: unknown[]): string {
  const place: Place = (value) => {
    params.push(value);
    return `$${params.length}`;
  };
  return rules.map((rule) => `(${ruleSql(rule, place, params)})`).join(' and ');
}

const timeColumns = {
  createdAt: 'c.created_at',
  firstMessagedAt: 'c.first_messaged_at',
  lastMessageAt: 'c.last_message_at',
} as const;

const flags = {
  optedOut: 'c.opted_out_at is not null',
  hasPhone: 'c.phone is not null',
  hasReplied: `exists (select from chats h where h.tenant_id = c.tenant_id and h.contact_id = c.id and h.last_inbound_at is not null)`,
} as const;

function ruleSql(rule: SegmentRule, place: Place, params: unknown[]): string {
  switch (rule.field) {
    case 'tags':
      return tagsSql(rule.op, place(rule.values));
    case 'status':
    case 'temperature':
      return choiceSql(`c.${rule.field}`, rule.op, `${place(rule.values)}::text[]`);
    case 'owner':
      return ownerSql(rule, place);
    case 'source':
    case 'country':
    case 'city':
    case 'email':
      return textSql(`c.${rule.field}`, rule, place);
    case 'attribute':
      return textSql(`c.attributes ->> ${place(rule.name)}::text`, rule, place);
    case 'client':
      return textSql(`c.client ->> ${place(rule.name)}::text`, rule, place);
    case 'createdAt':
    case 'firstMessagedAt':
    case 'lastMessageAt':
      return timeSql(timeColumns[rule.field], rule, place);
    case 'hasReplied':
    case 'optedOut':
    case 'hasPhone':
      return rule.value ? flags[rule.field] : `not (${flags[rule.field]})`;
    case 'search':
      return searchSql(rule.value, params);
  }
}

function tagsSql(op: 'any' | 'all' | 'none', tags: string): string {
  if (op === 'all') return `c.tags @> ${tags}::text[]`;
  return op === 'any' ? `c.tags && ${tags}::text[]` : `not c.tags && ${tags}::text[]`;
}

/** Who has no value is not among the named ones. */
function choiceSql(column: string, op: 'is' | 'isNot', values: string): string {
  return op === 'is' ? `${column} = any(${values})` : `(${column} is null or ${column} <> all(${values}))`;
}

function ownerSql({ op, values }: SegmentRule & { field: 'owner' }, place: Place): string {
  const people = values.filter((value) => value !== 'none');
  const among = [
    ...(people.length > 0 ? [`c.owner_id = any(${place(people)}::uuid[])`] : []),
    ...(people.length < values.length ? ['c.owner_id is null'] : []),
  ].join(' or ');
  return op === 'is' ? among : `(${among}) is not true`;
}

type TextRule = Extract<SegmentRule, { op: 'is' | 'isNot' | 'contains' | 'exists' | 'missing' }>;

/** A blank text counts as none. Case is the database's to judge, on both sides. */
function textSql(column: string, { op, values }: Pick<TextRule, 'op' | 'values'>, place: Place): string {
  const text = `nullif(${column}, '')`;
  if (op === 'exists') return `${text} is not null`;
  if (op === 'missing') return `${text} is null`;
  const wanted = `${place(values)}::text[]`;
  if (op === 'contains')
    return `exists (select from unnest(${wanted}) as w (part) where strpos(lower(${text}), lower(w.part)) > 0)`;
  const among = `lower(${text}) = any(array(select lower(w.word) from unnest(${wanted}) as w (word)))`;
  return op === 'is' ? among : `(${among}) is not true`;
}

type TimeRule = Extract<SegmentRule, { op: 'within' | 'notWithin' | 'before' | 'after' | 'ever' | 'never' }>;

function timeSql(column: string, { op, at, days }: TimeRule, place: Place): string {
  if (op === 'ever') return `${column} is not null`;
  if (op === 'never') return `${column} is null`;
  if (op === 'before' || op === 'after') return `${column} ${op === 'before' ? '<' : '>='} ${place(at)}::timestamptz`;
  const within = `${column} >= now() - make_interval(days => ${place(days)}::int)`;
  return op === 'within' ? within : `(${within}) is not true`;
}
