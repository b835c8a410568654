// Rules while they are written.
import { beginRule, completeRules, isComplete, opOf, opsOf, ruleFields, rulesOf, withOp } from './rules';

test('every field begins with a condition that it offers, and takes every one it offers', () => {
  for (const field of ruleFields) {
    const rule = beginRule(field);
    expect(opsOf(field)).toContain(opOf(rule));
    for (const op of opsOf(field)) expect(opOf(withOp(rule, op))).toBe(op);
  }
});

test('a condition that a field does not offer changes nothing', () => {
  const rule = beginRule('tags');
  expect(withOp(rule, 'contains')).toEqual(rule);
});

test('a rule without what it needs is not complete, and neither are the rules around it', () => {
  expect(isComplete(beginRule('city'))).toBe(false);
  expect(isComplete(withOp(beginRule('city'), 'missing'))).toBe(true);
  expect(isComplete(withOp(beginRule('lastMessageAt'), 'before'))).toBe(false);
  expect(completeRules([])).toBeNull();
  expect(
    completeRules([
      { key: 1, rule: { field: 'hasPhone', value: true } },
      { key: 2, rule: beginRule('tags') },
    ]),
  ).toBeNull();
});

test('a filter becomes the rules that find the same people', () => {
  expect(rulesOf({ search: 'dana', tag: 'vip', ownerId: 'none', optedOut: 'false' })).toEqual([
    { field: 'search', value: 'dana' },
    { field: 'owner', op: 'is', values: ['none'] },
    { field: 'tags', op: 'any', values: ['vip'] },
    { field: 'optedOut', value: false },
  ]);
});
