// Rules while they are written: what each field offers, when a rule is complete, and a filter's own rules. Pure.
import {
  type SegmentField,
  type SegmentRule,
  segmentRule,
  segmentRules,
  textOps,
  type timeFields,
  timeOps,
} from '@parley/contract';
import type { ContactFilter } from '../filters';

/** A rule with the key by which its row is kept. */
export interface RuleRow {
  key: number;
  rule: SegmentRule;
}

/** Fields in the order they are offered. */
export const ruleFields: readonly SegmentField[] = [
  'tags',
  'status',
  'temperature',
  'owner',
  'lastMessageAt',
  'firstMessagedAt',
  'hasReplied',
  'createdAt',
  'city',
  'country',
  'source',
  'client',
  'attribute',
  'email',
  'optedOut',
  'hasPhone',
];

const tagOps = ['any', 'all', 'none'] as const;
const choiceOps = ['is', 'isNot'] as const;
export type TimeRule = Extract<SegmentRule, { field: (typeof timeFields)[number] }>;

const pick = <T extends string>(known: readonly T[], wanted: string, fallback: T): T =>
  known.find((one) => one === wanted) ?? fallback;

/** What may stand between a field and its values. */
export function opsOf(field: SegmentField): readonly string[] {
  switch (field) {
    case 'tags':
      return tagOps;
    case 'status':
    case 'temperature':
    case 'owner':
      return choiceOps;
    case 'createdAt':
    case 'firstMessagedAt':
    case 'lastMessageAt':
      // Everybody was added at some time.
      return field === 'createdAt' ? timeOps.filter((op) => op !== 'ever' && op !== 'never') : timeOps;
    case 'hasReplied':
    case 'optedOut':
    case 'hasPhone':
      return ['yes', 'no'];
    case 'search':
      return ['for'];
    default:
      return textOps;
  }
}

/** The rule a field begins with. */
export function beginRule(field: SegmentField): SegmentRule {
  if (field === 'tags') return { field, op: 'any', values: [] };
  if (field === 'status' || field === 'temperature' || field === 'owner') return { field, op: 'is', values: [] };
  if (field === 'createdAt' || field === 'firstMessagedAt' || field === 'lastMessageAt')
    return { field, op: field === 'lastMessageAt' ? 'notWithin' : 'within', days: 30 };
  if (field === 'hasReplied' || field === 'optedOut' || field === 'hasPhone') return { field, value: true };
  if (field === 'search') return { field, value: '' };
  if (field === 'client') return { field, name: 'goal', op: 'is', values: [] };
  if (field === 'attribute') return { field, name: '', op: 'is', values: [] };
  return { field, op: 'is', values: [] };
}

/** The condition of a rule as its control shows it. */
export function opOf(rule: SegmentRule): string {
  if ('op' in rule) return rule.op;
  return rule.field === 'search' ? 'for' : rule.value ? 'yes' : 'no';
}

/** The rule under another condition; values that still make sense stay. */
export function withOp(rule: SegmentRule, wanted: string): SegmentRule {
  switch (rule.field) {
    case 'tags':
      return { ...rule, op: pick(tagOps, wanted, rule.op) };
    case 'status':
      return { ...rule, op: pick(choiceOps, wanted, rule.op) };
    case 'temperature':
      return { ...rule, op: pick(choiceOps, wanted, rule.op) };
    case 'owner':
      return { ...rule, op: pick(choiceOps, wanted, rule.op) };
    case 'createdAt':
    case 'firstMessagedAt':
    case 'lastMessageAt':
      return withTime(rule, pick(timeOps, wanted, rule.op));
    case 'hasReplied':
    case 'optedOut':
    case 'hasPhone':
      return { ...rule, value: wanted === 'yes' };
    case 'search':
      return rule;
    default:
      return { ...rule, op: pick(textOps, wanted, rule.op) };
  }
}

/** A condition needs days, a day, or neither; what the other kind had is left behind. */
function withTime({ field, days, at }: TimeRule, op: TimeRule['op']): TimeRule {
  if (op === 'within' || op === 'notWithin') return { field, op, days: days ?? 30 };
  if (op === 'before' || op === 'after') return { field, op, ...(at ? { at } : {}) };
  return { field, op };
}

export function isComplete(rule: SegmentRule): boolean {
  return segmentRule.safeParse(rule).success;
}

/** The complete rules, or null while one of them lacks something or there is none. */
export function completeRules(rows: readonly RuleRow[]): SegmentRule[] | null {
  const parsed = segmentRules.safeParse(rows.map(({ rule }) => rule));
  return parsed.success ? parsed.data : null;
}

/** Rules that hold for the people of a filtered list. A segment within the filter brings its own. */
export function rulesOf(filter: ContactFilter, segment: readonly SegmentRule[] = []): SegmentRule[] {
  const { search, status, temperature, source, ownerId, tag, optedOut } = filter;
  const rules = [...segment];
  if (search) rules.push({ field: 'search', value: search });
  if (status) rules.push({ field: 'status', op: 'is', values: [status] });
  if (temperature) rules.push({ field: 'temperature', op: 'is', values: [temperature] });
  if (source) rules.push({ field: 'source', op: 'is', values: [source] });
  if (ownerId) rules.push({ field: 'owner', op: 'is', values: [ownerId] });
  if (tag) rules.push({ field: 'tags', op: 'any', values: [tag] });
  if (optedOut) rules.push({ field: 'optedOut', value: optedOut === 'true' });
  return rules;
}
