// The rules of a segment in SQL against the same rules in plain code, over random people.
import { type SegmentRule, segmentRules, textOps, timeFields } from '@parley/contract';
import fc from 'fast-check';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { newId } from '../../platform/ids';
import { rulesSql } from './rules';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  coach = await app.join(owner, 'coach');
});
afterAll(() => app.close());

interface Person {
  id: string;
  tags: string[];
  status: string;
  temperature: string | null;
  owner_id: string | null;
  source: string | null;
  country: string | null;
  city: string | null;
  email: string | null;
  attributes: Record<string, string>;
  client: Record<string, string>;
  /** Days ago; null = never. */
  created: number;
  first: number | null;
  last: number | null;
  opted_out: boolean;
  phone: boolean;
  replied: boolean;
}

const tags = ['vip', 'new lead', 'ישראל', "o'hara"];
const words = ['Haifa', 'haifa', 'Tel Aviv', 'תל אביב', '%', "x'; drop table contacts; --"];
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const word = fc.constantFrom(...words);
const statuses = ['new', 'contacted', 'qualified'] as const;
const people: fc.Arbitrary<Person> = fc.record({
  id: fc.constant('').map(() => newId()),
  tags: fc.subarray(tags),
  status: fc.constantFrom(...statuses),
  temperature: maybe(fc.constantFrom('cold', 'hot')),
  owner_id: fc.constantFrom(0, 1, 2).map((which) => [null, 'owner', 'coach'][which] ?? null),
  source: maybe(word),
  country: maybe(word),
  city: maybe(fc.oneof(word, fc.constant(''))),
  email: maybe(word),
  attributes: fc.dictionary(fc.constantFrom('plan', 'size'), word),
  client: fc.dictionary(fc.constantFrom('goal', 'age'), word),
  created: fc.integer({ min: 1, max: 60 }),
  first: maybe(fc.integer({ min: 1, max: 60 })),
  last: maybe(fc.integer({ min: 1, max: 60 })),
  opted_out: fc.boolean(),
  phone: fc.boolean(),
  replied: fc.boolean(),
});

const text = { op: fc.constantFrom(...textOps), values: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) };
const choice = fc.constantFrom('is', 'isNot');
const dayMs = 86_400_000;
const rules = fc.oneof(
  fc.record({
    field: fc.constant('tags'),
    op: fc.constantFrom('any', 'all', 'none'),
    values: fc.subarray(tags, { minLength: 1 }),
  }),
  fc.record({ field: fc.constant('status'), op: choice, values: fc.subarray([...statuses], { minLength: 1 }) }),
  fc.record({ field: fc.constant('temperature'), op: choice, values: fc.subarray(['cold', 'hot'], { minLength: 1 }) }),
  fc.record({
    field: fc.constant('owner'),
    op: choice,
    values: fc.subarray(['none', 'owner', 'coach'], { minLength: 1 }),
  }),
  fc.record({ field: fc.constantFrom('source', 'country', 'city', 'email'), ...text }),
  fc.record({ field: fc.constant('attribute'), name: fc.constantFrom('plan', 'size'), ...text }),
  fc.record({ field: fc.constant('client'), name: fc.constantFrom('goal', 'age'), ...text }),
  fc.record({
    field: fc.constantFrom(...timeFields),
    op: fc.constantFrom('within', 'notWithin', 'before', 'after', 'ever', 'never'),
    // Half a day away from anybody's day, so that the clock between two statements decides nothing.
    days: fc.integer({ min: 1, max: 60 }),
    at: fc.integer({ min: 1, max: 60 }).map((ago) => new Date(Date.now() - (ago + 0.5) * dayMs).toISOString()),
  }),
  fc.record({ field: fc.constantFrom('hasReplied', 'optedOut', 'hasPhone'), value: fc.boolean() }),
);

function holds(rule: SegmentRule, of: Person): boolean {
  const among = (values: readonly string[], value: string | null) => value !== null && values.includes(value);
  switch (rule.field) {
    case 'tags': {
      const has = rule.values.map((tag) => of.tags.includes(tag));
      if (rule.op === 'all') return has.every(Boolean);
      return rule.op === 'any' ? has.some(Boolean) : !has.some(Boolean);
    }
    case 'status':
    case 'temperature':
      return among(rule.values, of[rule.field]) === (rule.op === 'is');
    case 'owner':
      return rule.values.includes(of.owner_id === null ? 'none' : idOf(of.owner_id)) === (rule.op === 'is');
    case 'hasReplied':
      return of.replied === rule.value;
    case 'optedOut':
      return of.opted_out === rule.value;
    case 'hasPhone':
      return of.phone === rule.value;
    case 'createdAt':
      return holdsTime(rule, of.created);
    case 'firstMessagedAt':
      return holdsTime(rule, of.first);
    case 'lastMessageAt':
      return holdsTime(rule, of.last);
    case 'attribute':
      return holdsText(rule, of.attributes[rule.name]);
    case 'client':
      return holdsText(rule, of.client[rule.name]);
    case 'search':
      throw new Error('searches have tests of their own');
    default:
      return holdsText(rule, of[rule.field]);
  }
}

function holdsText({ op, values }: { op: string; values: string[] }, given: string | null | undefined): boolean {
  const value = given?.toLowerCase() || null;
  const wanted = values.map((one) => one.toLowerCase());
  if (op === 'exists' || op === 'missing') return (value !== null) === (op === 'exists');
  if (op === 'contains') return value !== null && wanted.some((part) => value.includes(part));
  return (value !== null && wanted.includes(value)) === (op === 'is');
}

function holdsTime(rule: { op: string; at?: string; days?: number }, ago: number | null): boolean {
  if (rule.op === 'ever' || rule.op === 'never') return (ago !== null) === (rule.op === 'ever');
  const at = ago === null ? null : Date.now() - ago * dayMs - dayMs / 4;
  if (rule.op === 'before') return at !== null && at < Date.parse(rule.at!);
  if (rule.op === 'after') return at !== null && at >= Date.parse(rule.at!);
  const within = at !== null && at >= Date.now() - rule.days! * dayMs;
  return within === (rule.op === 'within');
}

const idOf = (who: string) => (who === 'owner' ? owner.userId : coach.userId);

test('rules find in SQL exactly the people for whom they hold', async () => {
  const crowd = fc.sample(people, { numRuns: 150, seed: 7 });
  const { id: connectionId } = await insertConnection(app.parts, owner.tenantId);
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query(
      `insert into contacts (tenant_id, id, name, first_name, tags, status, temperature, owner_id, source, country, city, email, attributes, client, created_at,
         first_messaged_at, last_message_at, opted_out_at, phone, phone_key)
       select $1, p.id, 'P', '', p.tags, p.status, p.temperature, case p.owner_id when 'owner' then $3 when 'coach' then $4 end::uuid, p.source, p.country, p.city,
         p.email, p.attributes, p.client, now() - (p.created + 0.25) * interval '1 day', now() - (p.first + 0.25) * interval '1 day',
         now() - (p.last + 0.25) * interval '1 day', case when p.opted_out then now() end,
         case when p.phone then '+' || p.n end, case when p.phone then '+' || p.n end
       from json_to_recordset($2::json) as p (n int, id uuid, tags text[], status text, temperature text, owner_id text, source text, country text, city text,
         email text, attributes jsonb, client jsonb, created int, first int, last int, opted_out boolean, phone boolean)`,
      [
        owner.tenantId,
        JSON.stringify(crowd.map((one, n) => ({ ...one, n: 97_250_000 + n }))),
        owner.userId,
        coach.userId,
      ],
    );
    await tx.query(
      `insert into chats (tenant_id, contact_id, connection_id, last_inbound_at) select $1, unnest($2::uuid[]), $3, now()`,
      [owner.tenantId, crowd.filter((one) => one.replied).map((one) => one.id), connectionId],
    );
  });
  await fc.assert(
    fc.asyncProperty(fc.array(rules, { minLength: 1, maxLength: 4 }), async (drawn) => {
      const parsed = segmentRules.parse(
        drawn.map((rule) =>
          rule.field === 'owner' && 'values' in rule
            ? { ...rule, values: rule.values.map((who) => (who === 'none' ? who : idOf(who))) }
            : rule,
        ),
      );
      const params: unknown[] = [owner.tenantId];
      const where = rulesSql(parsed, params);
      const found = await app.parts.db.read<{ id: string }>(
        owner.tenantId,
        `select c.id from contacts c where c.tenant_id = $1 and ${where}`,
        params,
      );
      const expected = crowd.filter((one) => parsed.every((rule) => holds(rule, one)));
      expect(found.map((one) => one.id).sort()).toEqual(expected.map((one) => one.id).sort());
    }),
    { numRuns: 300 },
  );
});

test('values are never part of the SQL text', () => {
  const params: unknown[] = [];
  const sql = rulesSql(
    segmentRules.parse([
      { field: 'city', op: 'contains', values: ['drop'] },
      { field: 'attribute', name: 'drop', op: 'is', values: ['drop'] },
      { field: 'tags', op: 'any', values: ['drop'] },
      { field: 'search', value: 'drop' },
    ]),
    params,
  );
  expect(sql).not.toContain('drop');
  expect(JSON.stringify(params)).toContain('drop');
});
