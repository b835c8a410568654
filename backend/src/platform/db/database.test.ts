// The tenancy door: what a transaction sees, when effects run, and that nothing leaks over a reused connection.
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { prisma } from './prisma';

let test: TestApp;
let one: TestPerson;
let two: TestPerson;
beforeAll(async () => {
  // Two connections, so that they are reused all the time.
  test = await createTestApp({ DATABASE_POOL: '2' });
  [one, two] = [await test.register(), await test.register()];
});
afterAll(() => test.close());

const insert = "insert into contacts (tenant_id, name, first_name) values ($1, $2, 'X')";
const namesOf = async (tenantId: string) =>
  (await test.parts.db.read<{ name: string }>(tenantId, 'select name from contacts order by id')).map(
    (row) => row.name,
  );

it('a transaction sees and writes its own tenant only', async () => {
  const { db } = test.parts;
  await db.withTenant(one.tenantId, (tx) => tx.query(insert, [one.tenantId, 'Ours']));
  expect(await namesOf(one.tenantId)).toEqual(['Ours']);
  expect(await namesOf(two.tenantId)).toEqual([]);
  await expect(db.withTenant(two.tenantId, (tx) => tx.query(insert, [one.tenantId, 'Planted']))).rejects.toThrow(
    'row-level security',
  );
  await db.withTenant(two.tenantId, (tx) => tx.query("update contacts set name = 'Taken'"));
  expect(await namesOf(one.tenantId)).toEqual(['Ours']);
});

it('a connection carries no tenant into its next use', async () => {
  for (let round = 0; round < 6; round += 1) {
    await namesOf(one.tenantId);
    expect(await test.parts.db.system('test').query('select name from contacts')).toEqual([]);
  }
});

it('many tenants side by side on two connections each see their own', async () => {
  await test.parts.db.withTenant(two.tenantId, (tx) => tx.query(insert, [two.tenantId, 'Theirs']));
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => namesOf(at % 2 === 0 ? one.tenantId : two.tenantId)),
  );
  expect(answers).toEqual(answers.map((_, at) => [at % 2 === 0 ? 'Ours' : 'Theirs']));
});

it('a throw rolls everything back and runs no effect', async () => {
  const effect = jest.fn();
  const failing = test.parts.db.withTenant(one.tenantId, async (tx) => {
    tx.afterCommit(effect);
    await tx.query(insert, [one.tenantId, 'Undone']);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(effect).not.toHaveBeenCalled();
  expect(await namesOf(one.tenantId)).toEqual(['Ours']);
});

it('effects run after the commit is visible to others, and a failing one harms nobody', async () => {
  const seen: string[][] = [];
  await test.parts.db.withTenant(one.tenantId, async (tx) => {
    await tx.query(insert, [one.tenantId, 'Second']);
    tx.afterCommit(() => {
      throw new Error('no bell');
    });
    tx.afterCommit(async () => seen.push(await namesOf(one.tenantId)));
  });
  expect(seen).toEqual([['Ours', 'Second']]);
});

it('a connection that dies between two statements fails its own work and nothing else', async () => {
  const { db } = test.parts;
  const work = db.withTenant(one.tenantId, async (tx) => {
    const mine = await tx.one<{ pid: number }>('select pg_backend_pid() as pid');
    await db.system('test').query('select pg_terminate_backend($1)', [mine?.pid]);
    await until('the connection is gone', async () => {
      const [row] = await db.system('test').query('select 1 from pg_stat_activity where pid = $1', [mine?.pid]);
      return row === undefined;
    });
    // What the server said has been heard by now: somebody has to listen, or the process ends.
    await new Promise((resolve) => setImmediate(resolve));
    return tx.query('select 1');
  });
  await expect(work).rejects.toThrow();
  expect(await namesOf(two.tenantId)).toEqual(['Theirs']);
});

it('a failed statement leaves the connection usable', async () => {
  const { db } = test.parts;
  for (let round = 0; round < 4; round += 1) {
    await expect(db.read(one.tenantId, 'select nonsense from nowhere')).rejects.toThrow('nowhere');
    await expect(db.withTenant(one.tenantId, (tx) => tx.query('select 1/0'))).rejects.toThrow('division');
  }
  expect(await namesOf(one.tenantId)).toHaveLength(2);
});

it('a tenant id that is none never reaches SQL', async () => {
  const bad = "x'; drop table contacts; --";
  await expect(test.parts.db.withTenant(bad, async () => 1)).rejects.toThrow('must be a UUID');
  await expect(test.parts.db.read(bad, 'select 1')).rejects.toThrow('must be a UUID');
});

it('Prisma sees the transaction’s own uncommitted rows and its tenant only', async () => {
  await test.parts.db.withTenant(one.tenantId, async (tx) => {
    await tx.query(insert, [one.tenantId, 'Fresh']);
    const rows = await prisma.contact.findMany({ select: { name: true, tenantId: true } });
    expect(rows.map((row) => row.name)).toContain('Fresh');
    expect(new Set(rows.map((row) => row.tenantId))).toEqual(new Set([one.tenantId]));
  });
});

it('Prisma outside a transaction is refused', async () => {
  await expect(prisma.contact.findMany()).rejects.toThrow('only inside withTenant');
});

it('two tenants that ask Prisma in the same moment are each answered from their own transaction', async () => {
  const answers = await Promise.all(
    [one, two].map(({ tenantId }) =>
      test.parts.db.withTenant(tenantId, () => prisma.creditAccount.findFirst({ select: { tenantId: true } })),
    ),
  );
  expect(answers).toEqual([{ tenantId: one.tenantId }, { tenantId: two.tenantId }]);
});

it('what Prisma would collect from several requests into one transaction is refused', async () => {
  const { tenantId } = one;
  const collected = () => prisma.creditAccount.findUnique({ where: { tenantId } });
  await expect(test.parts.db.withTenant(tenantId, collected)).rejects.toThrow('use findFirst');
});

it('a write that the database refuses fails alike through Prisma and SQL', async () => {
  const { tenantId } = one;
  const data = { tenantId, name: 'Greeting', body: 'Hello' };
  const clashing = test.parts.db.withTenant(tenantId, async () => {
    await prisma.template.create({ data });
    await prisma.template.create({ data: { ...data, name: 'GREETING' } });
  });
  await expect(clashing).rejects.toMatchObject({ code: '23505', constraint: 'templates_name_key' });
  const unreadable = test.parts.db.withTenant(tenantId, () =>
    prisma.template.create({ data: { ...data, name: 'a\u0000b' } }),
  );
  await expect(unreadable).rejects.toMatchObject({ code: '22021' });
});
