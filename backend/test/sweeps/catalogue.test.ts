// The database's own catalogue, read for the promises of tenancy: whoever adds a table is held to them.
import pg from 'pg';

/** Tables that belong to no tenant; everything else must. */
const globalTables = ['users', 'tenants', 'sessions', 'mail_tokens', 'connection_routes'];
/** Tables of the migration runner. */
const foreignTables = ['_prisma_migrations'];
const appRole = 'parley_app';

let client: pg.Client;
let tables: string[];

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await client.connect();
  const all = await names(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  tables = all.filter((name) => !globalTables.includes(name) && !foreignTables.includes(name));
});
afterAll(() => client.end());

async function names(sql: string, params: unknown[] = []): Promise<string[]> {
  return (await client.query<{ name: string }>(sql, params)).rows.map((row) => row.name);
}

it('there are tenant tables, and every global table exists', async () => {
  expect(tables.length).toBeGreaterThan(15);
  const there = await names('select relname as name from pg_class where relname = any($1)', [globalTables]);
  expect(there.sort()).toEqual([...globalTables].sort());
});

it('every tenant table enables and forces row-level security', async () => {
  const open = await names(
    'select relname as name from pg_class where relname = any($1) and not (relrowsecurity and relforcerowsecurity)',
    [tables],
  );
  expect(open).toEqual([]);
});

it('every tenant table has exactly one policy, for all commands and roles, bound to the tenant when reading and writing', async () => {
  const bound =
    /^\(tenant_id = \( SELECT \(NULLIF\(current_setting\('app\.tenant_id'::text, true\), ''::text\)\)::uuid AS "?nullif"?\)\)$/;
  const { rows } = await client.query<{
    tablename: string;
    cmd: string;
    qual: string;
    with_check: string;
    permissive: string;
    roles: string;
  }>("select tablename, cmd, qual, with_check, permissive, roles::text from pg_policies where schemaname = 'public'");
  expect(rows.map((row) => row.tablename).sort()).toEqual([...tables].sort());
  for (const row of rows) {
    expect(row).toMatchObject({ cmd: 'ALL', permissive: 'PERMISSIVE', roles: '{public}' });
    expect(row.qual).toMatch(bound);
    expect(row.with_check).toBe(row.qual);
  }
});

it('every tenant table has tenant_id, not null, first in its primary key', async () => {
  const good = await names(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisprimary and a.attname = 'tenant_id' and a.attnotnull and c.relname = any($1)`,
    [tables],
  );
  expect(good.sort()).toEqual(tables);
});

it('every foreign key between tenant tables carries the tenant, so that no row can point into another', async () => {
  const { rows } = await client.query<{ fault: string }>(
    `select format('%s.%s', f.conrelid::regclass, f.conname) as fault from pg_constraint f
     where f.contype = 'f' and f.conrelid::regclass::text = any($1) and f.confrelid::regclass::text = any($1)
       and not exists (
         select from unnest(f.conkey, f.confkey) as k (here, there)
         join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here and h.attname = 'tenant_id'
         join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there and t.attname = 'tenant_id')`,
    [tables],
  );
  expect(rows).toEqual([]);
});

it('a foreign key that empties its column on delete leaves tenant_id alone', async () => {
  const { rows } = await client.query<{ fault: string }>(
    `select format('%s.%s', f.conrelid::regclass, f.conname) as fault from pg_constraint f
     join pg_attribute a on a.attrelid = f.conrelid and a.attname = 'tenant_id'
     where f.contype = 'f' and f.confdeltype in ('n', 'd') and f.conrelid::regclass::text = any($1)
       and (f.confdelsetcols is null or a.attnum = any(f.confdelsetcols))`,
    [tables],
  );
  expect(rows).toEqual([]);
});

it('every tenant goes with all its rows', async () => {
  const bound = await names(
    `select conrelid::regclass::text as name from pg_constraint
     where contype = 'f' and confrelid = 'tenants'::regclass and confdeltype = 'c' and conrelid::regclass::text = any($1)`,
    [tables],
  );
  expect(bound.sort()).toEqual(tables);
});

it('the application role owns nothing, inherits nothing and cannot bypass the policies', async () => {
  const { rows } = await client.query(
    'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1',
    [appRole],
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  expect(await names('select relname as name from pg_class where relowner = $1::regrole', [appRole])).toEqual([]);
  expect(await names('select proname as name from pg_proc where proowner = $1::regrole', [appRole])).toEqual([]);
  expect(
    await names('select roleid::regrole::text as name from pg_auth_members where member = $1::regrole', [appRole]),
  ).toEqual([]);
});

it('what is append-only cannot be changed by the application', async () => {
  const may = async (table: string, privilege: string) =>
    (await client.query('select has_table_privilege($1, $2, $3) as may', [appRole, table, privilege])).rows[0].may;
  for (const table of ['credit_entries', 'consent_entries'])
    expect([await may(table, 'INSERT'), await may(table, 'UPDATE'), await may(table, 'DELETE')]).toEqual([
      true,
      false,
      false,
    ]);
  for (const table of ['events', 'users', 'tenants']) expect(await may(table, 'DELETE')).toBe(false);
  for (const table of [...tables, ...globalTables]) expect(await may(table, 'TRUNCATE')).toBe(false);
});

it('every door between tenants is SECURITY DEFINER with a fixed search path, and no other function is', async () => {
  const { rows } = await client.query<{ name: string; fixed: boolean; open: boolean }>(
    `select p.proname as name, coalesce(p.proconfig::text, '') like '%search_path=public%' as fixed,
       has_function_privilege('public', p.oid, 'EXECUTE') as open
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
  );
  expect(rows.filter((row) => !row.fixed || row.open)).toEqual([]);
  // A new door is a decision: name it here.
  expect(rows.map((row) => row.name)).toEqual([
    'assets_unused',
    'assignments_due',
    'campaigns_due',
    'chats_due',
    'connections_due',
    'connections_of_external',
    'connections_silent',
    'credit_faults',
    'early_statuses_due',
    'events_unpublished',
    'find_invitation',
    'gaps_due',
    'imports_abandoned',
    'imports_stalled',
    'instances_abandoned',
    'intakes_due',
    'lanes_due',
    'media_fetches_due',
    'memberships_of',
    'purge_idempotency_keys',
    'purge_outbox',
    'recipient_lists_stalled',
    'recipient_lists_unused',
    'refresh_statistics',
    'search_messages',
    'store_webhook_events',
    'tallies_due',
    'template_syncs_due',
    'tokens_due',
  ]);
});

it('without a tenant the application sees no row and can write none', async () => {
  const app = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await app.connect();
  try {
    for (const table of tables) expect((await app.query(`select count(*)::int as n from ${table}`)).rows[0].n).toBe(0);
    await expect(
      app.query("insert into contacts (tenant_id, name, first_name) values (uuidv7(), 'Nobody', 'Nobody')"),
    ).rejects.toThrow('row-level security');
  } finally {
    await app.end();
  }
});
