// The rules of a segment: a flat list in which every rule must hold; several values within a rule mean any of them.
import { z } from 'zod';
import { clientFields, leadStatus, tag, temperature } from './contacts';
import { id, isoTime } from './core';

const most = 50;
const some = 'Choose at least one';
const choice = z.enum(['is', 'isNot']);

export const textFields = ['source', 'country', 'city', 'email'] as const;
export const textOps = ['is', 'isNot', 'contains', 'exists', 'missing'] as const;
/** `exists` and `missing` need no value; the others at least one. Upper and lower case are the same. */
const text = {
  op: z.enum(textOps),
  values: z.array(z.string().trim().min(1).max(200)).max(most).default([]),
};
const needsValue = ({ op, values }: { op: string; values: readonly string[] }) =>
  op === 'exists' || op === 'missing' || values.length > 0;
const valueMissing = { path: ['values'], message: 'Enter at least one value' };

export const timeFields = ['createdAt', 'firstMessagedAt', 'lastMessageAt'] as const;
export const timeOps = ['within', 'notWithin', 'before', 'after', 'ever', 'never'] as const;
export const flagFields = ['hasReplied', 'optedOut', 'hasPhone'] as const;

export const segmentRule = z.discriminatedUnion('field', [
  z.object({
    field: z.literal('tags'),
    op: z.enum(['any', 'all', 'none']),
    values: z.array(tag).min(1, some).max(most),
  }),
  z.object({ field: z.literal('status'), op: choice, values: z.array(leadStatus).min(1, some).max(most) }),
  z.object({ field: z.literal('temperature'), op: choice, values: z.array(temperature).min(1, some).max(most) }),
  z.object({
    field: z.literal('owner'),
    op: choice,
    values: z
      .array(z.union([id, z.literal('none')]))
      .min(1, some)
      .max(most),
  }),
  z.object({ field: z.enum(textFields), ...text }).refine(needsValue, valueMissing),
  z
    .object({ field: z.literal('attribute'), name: z.string().trim().min(1).max(60), ...text })
    .refine(needsValue, valueMissing),
  z.object({ field: z.literal('client'), name: z.enum(clientFields), ...text }).refine(needsValue, valueMissing),
  z
    .object({
      field: z.enum(timeFields),
      op: z
        .enum(timeOps)
        .describe('`within` the last `days`, or not within them, which includes never; `before` or `after` `at`'),
      at: isoTime.optional(),
      days: z.number().int().min(1).max(3650).optional(),
    })
    .refine(({ op, at }) => (op !== 'before' && op !== 'after') || at, { path: ['at'], message: 'Choose a day' })
    .refine(({ op, days }) => (op !== 'within' && op !== 'notWithin') || days, {
      path: ['days'],
      message: 'Enter a number of days',
    }),
  z.object({ field: z.enum(flagFields), value: z.boolean() }),
  z.object({
    field: z.literal('search'),
    value: z.string().trim().min(2, 'Type at least 2 characters').max(100),
  }),
]);
export type SegmentRule = z.infer<typeof segmentRule>;
export type SegmentField = SegmentRule['field'];

/** At least one: a segment without rules would be everybody, by mistake. */
export const segmentRules = z.array(segmentRule).min(1, 'Add at least one rule').max(20);
export type SegmentRules = z.infer<typeof segmentRules>;
