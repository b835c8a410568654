import fc from 'fast-check';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { groupPeople, type Person } from './groups';
import { resolveContacts } from './resolve';

let app: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
});
afterAll(() => app.close());

const resolve = (people: Person[], options: { ownerId?: string } = {}) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    resolveContacts(tx, people, { ...options, publish: app.parts.publish }),
  );
const read = <Row>(sql: string, ...params: unknown[]) =>
  app.parts.db.read<Row>(owner.tenantId, sql, [owner.tenantId, ...params]);
const contactOf = async (id: string) =>
  (
    await read<{ name: string; first_name: string; phone: string | null; owner_id: string | null }>(
      'select name, first_name, phone, owner_id from contacts where tenant_id = $1 and id = $2',
      id,
    )
  )[0];

test('unknown people become contacts once, known ones are found, each in its place', async () => {
  const people = [
    { phone: '+972521000001', name: 'Dana Levi' },
    { phone: '+972521000002' },
    { phone: '+972521000001', name: 'Dana again' },
  ];
  const first = await resolve(people, { ownerId: owner.userId });
  expect(first.map(({ created }) => created)).toEqual([true, true, true]);
  expect(first[0]!.contactId).toBe(first[2]!.contactId);
  expect(await contactOf(first[0]!.contactId)).toEqual({
    name: 'Dana Levi',
    first_name: 'Dana',
    phone: '+972521000001',
    owner_id: owner.userId,
  });
  expect(await contactOf(first[1]!.contactId)).toMatchObject({ name: '+972521000002', first_name: '' });
  const second = await resolve(people);
  expect(second.map(({ created }) => created)).toEqual([false, false, false]);
  expect(second.map(({ contactId }) => contactId)).toEqual(first.map(({ contactId }) => contactId));
  const named = await resolve([{ phone: '+972521000002', name: 'Now Named' }]);
  expect(await contactOf(named[0]!.contactId)).toMatchObject({ name: 'Now Named', first_name: 'Now' });
});

test('WhatsApp’s spelling of a Brazilian number finds the person whose number has the ninth digit', async () => {
  const [stored] = await resolve([{ phone: '+5511987650001', name: 'Paula' }]);
  const [seen] = await resolve([{ phone: '+551187650001' }]);
  expect(seen).toEqual({ contactId: stored!.contactId, created: false });
});

test('a person known by a hidden identity alone receives the phone when it is shown', async () => {
  const [hidden] = await resolve([{ lid: '700000000000001', name: 'Noa' }]);
  expect(await contactOf(hidden!.contactId)).toMatchObject({ name: 'Noa', phone: null });
  const [both] = await resolve([{ lid: '700000000000001', phone: '+972521000011' }]);
  expect(both).toEqual({ contactId: hidden!.contactId, created: false });
  const later = await resolve([{ phone: '+972521000011' }, { lid: '700000000000001' }]);
  expect(later.map(({ contactId }) => contactId)).toEqual([hidden!.contactId, hidden!.contactId]);
});

test('a hidden identity that turns out to be a known phone is merged into it, and nothing of it is lost', async () => {
  const [hidden] = await resolve([{ lid: '700000000000002' }]);
  const [known] = await resolve([{ phone: '+972521000021', name: 'Known' }]);
  const line = await insertConnection(app.parts, owner.tenantId);
  const elsewhere = await insertConnection(app.parts, owner.tenantId);
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const chat = async (contactId: string, connectionId: string, unread: number, at: string) => {
      const row = await tx.one<{ id: string }>(
        `insert into chats (tenant_id, contact_id, connection_id, unread_count, last_message_at) values ($1, $2, $3, $4, $5) returning id`,
        [owner.tenantId, contactId, connectionId, unread, at],
      );
      await tx.query(
        `insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, text, state) values ($1, $2, $3, $4, 'in', 'contact', 'x', 'received')`,
        [owner.tenantId, connectionId, contactId, row!.id],
      );
    };
    await chat(hidden!.contactId, line.id, 2, '2026-03-02');
    await chat(hidden!.contactId, elsewhere.id, 1, '2026-03-02');
    await chat(known!.contactId, line.id, 1, '2026-03-01');
    await tx.query(
      "insert into consent_entries (tenant_id, contact_id, decision, origin) values ($1, $2, 'opt_out', 'message')",
      [owner.tenantId, hidden!.contactId],
    );
    await tx.query('update contacts set opted_out_at = now() where tenant_id = $1 and id = $2', [
      owner.tenantId,
      hidden!.contactId,
    ]);
  });
  const [both] = await resolve([{ lid: '700000000000002', phone: '+972521000021' }]);
  expect(both!.contactId).toBe(known!.contactId);
  expect(await contactOf(hidden!.contactId)).toBeUndefined();
  const chats = await read<{ unread_count: number; messages: number }>(
    `select h.unread_count, (select count(*) from messages m where m.tenant_id = h.tenant_id and m.chat_id = h.id and m.contact_id = h.contact_id) as messages
     from chats h where h.tenant_id = $1 and h.contact_id = $2 order by h.unread_count`,
    known!.contactId,
  );
  expect(chats).toEqual([
    { unread_count: 1, messages: 1 },
    { unread_count: 3, messages: 2 },
  ]);
  const [kept] = await read<{ opted: boolean; ledger: number }>(
    `select opted_out_at is not null as opted, (select count(*) from consent_entries e where e.contact_id = c.id) as ledger
     from contacts c where c.tenant_id = $1 and c.id = $2`,
    known!.contactId,
  );
  expect(kept).toEqual({ opted: true, ledger: 1 });
});

test('somebody who changed their number keeps both contacts; the hidden identity follows the phone', async () => {
  const [old] = await resolve([{ lid: '700000000000003', phone: '+972521000031' }]);
  const [now] = await resolve([{ lid: '700000000000003', phone: '+972521000032' }]);
  expect(now).toMatchObject({ created: true });
  expect(await contactOf(old!.contactId)).toMatchObject({ phone: '+972521000031' });
  expect((await resolve([{ lid: '700000000000003' }]))[0]!.contactId).toBe(now!.contactId);
});

test('batches that meet the same people at once create each of them once', async () => {
  const people = (order: 1 | -1): Person[] =>
    Array.from({ length: 20 }, (_, n) => ({
      phone: `+9725220000${10 + n}`,
      lid: n % 3 ? null : `71000000000000${n}`,
    })).sort(() => order);
  const answers = await Promise.all([1, -1, 1, -1].map((order) => resolve(people(order as 1 | -1))));
  expect(new Set(answers.flat().map(({ contactId }) => contactId)).size).toBe(20);
  const [counted] = await read<{ count: number }>(
    "select count(*) as count from contacts where tenant_id = $1 and phone like '+9725220000%'",
  );
  expect(counted!.count).toBe(20);
});

test('in a batch, everybody of one line is one group, and a hidden identity joins the line it was last seen with', () => {
  const person = fc.oneof(
    fc.record({ phone: fc.constantFrom('+972501', '+972502', '+972503'), lid: fc.constantFrom('1', '2', null) }),
    fc.record({ phone: fc.constant(null), lid: fc.constantFrom('1', '2', '3') }),
  );
  fc.assert(
    fc.property(fc.array(person, { maxLength: 12 }), (people) => {
      const { groups, groupOf } = groupPeople(people);
      people.forEach(({ phone, lid }, index) => {
        const group = groups[groupOf[index]!]!;
        if (phone) expect(group.phone).toBe(phone);
        else expect(group.lids).toContain(lid);
      });
      const lids = groups.flatMap((group) => group.lids);
      expect(new Set(lids).size).toBe(lids.length);
      expect(new Set(groups.map(({ key }) => key).filter(Boolean)).size).toBe(groups.filter(({ key }) => key).length);
    }),
  );
  expect(() => groupPeople([{}])).toThrow();
});
