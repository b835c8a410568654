// CSV import: 100,000 rows through the real job, in rows per second, and how much the process grows meanwhile. Alone: npx tsx bench/import.ts
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { runImport } from '../backend/src/features/imports';
import { buildParts } from '../backend/src/main/build';
import { readConfig } from '../backend/src/platform/config';
import { newId } from '../backend/src/platform/ids';
import { createLogger } from '../backend/src/platform/logger';
import { migrateUp } from '../backend/src/platform/migrations/run';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { startThrowaway } from '../scripts/lib/throwaway.mjs';
import { interleave, median, type Row, toTable } from './lib/measure';

export interface ImportPlace {
  /** Environment of the app: database, Redis, secrets. */
  env: NodeJS.ProcessEnv;
  owner: pg.Pool;
}

const rows = 100_000;
const goalPerSecond = 10_000;
/** Growth that still counts as flat: one batch being read, one being written, and the heap's own slack. */
const flatMegabytes = 100;

/** Imports `rows` new people per round into a tenant of their own. */
export async function benchImport({ env, owner }: ImportPlace, rounds: number): Promise<Row[]> {
  const config = readConfig(env);
  const { parts, close } = buildParts(config, createLogger(config.log, 'tool'));
  const grown: number[] = [];
  const once = async () => {
    const tenantId = newId();
    const importId = newId();
    const key = `${tenantId}/imports/${importId}`;
    await owner.query("insert into tenants (id, name, country) values ($1, 'Import bench', 'IL')", [tenantId]);
    const sizeBytes = await parts.storage.put(key, Readable.from(writeCsv()));
    await owner.query(
      `insert into imports (tenant_id, id, file_name, file_key, size_bytes, status, delimiter, encoding, columns, preview, suggested_mapping, mapping)
       values ($1, $2, 'people.csv', $3, $4, 'queued', ',', 'utf-8', '["name","phone","email","city","tags"]', '[]', '{}',
         '{"name":"name","phone":"phone","email":"email","city":"city","tags":"tags"}')`,
      [tenantId, importId, key, sizeBytes],
    );
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const startedAt = performance.now();
    await runImport(parts, { tenantId, importId }, new AbortController().signal);
    const perSecond = rows / ((performance.now() - startedAt) / 1000);
    clearInterval(watch);
    grown.push((peak - before) / 1024 / 1024);
    await expectAll(owner, tenantId, importId);
    await owner.query('delete from tenants where id = $1', [tenantId]);
    return perSecond;
  };
  try {
    const measured = await interleave(rounds, { import: once });
    const perSecond = median(measured.import?.values ?? []);
    return [
      {
        work: `CSV import of ${rows.toLocaleString('en')} new rows against ${goalPerSecond.toLocaleString('en')} rows/s`,
        result: `${Math.round(perSecond).toLocaleString('en')} rows/s`,
        ratio: perSecond / goalPerSecond,
        goal: 1,
      },
      {
        work: `The same: growth of memory against ${flatMegabytes} MB`,
        result: `${Math.round(median(grown))} MB`,
        ratio: median(grown) / flatMegabytes,
        goal: 1,
        lower: true,
      },
    ];
  } finally {
    await close();
  }
}

function* writeCsv(): Generator<string> {
  yield 'name,phone,email,city,tags\n';
  for (let n = 0; n < rows; n += 1) {
    const digits = String(2_000_000 + n);
    yield `Person Number${n},05${n % 5}-${digits.slice(0, 3)}-${digits.slice(3)},person${n}@example.com,"Tel Aviv, Jaffa",lead\n`;
  }
}

/** @throws Error when rows were lost: a fast import that loses some is no import */
async function expectAll(owner: pg.Pool, tenantId: string, importId: string): Promise<void> {
  const { rows: found } = await owner.query(
    'select status, created, failed, skipped, error from imports where id = $1',
    [importId],
  );
  const { rows: counted } = await owner.query('select count(*)::int as count from contacts where tenant_id = $1', [
    tenantId,
  ]);
  if (counted[0]?.count !== rows || found[0]?.created !== rows)
    throw new Error(`The import lost rows: ${JSON.stringify({ ...found[0], ...counted[0] })}`);
}

/** Brings a database and Redis for this bench alone, prints its table and takes them down. */
async function alone(): Promise<void> {
  const servers = await startThrowaway();
  const storage = mkdtempSync(path.join(tmpdir(), 'parley-bench-'));
  let owner: pg.Pool | undefined;
  try {
    await servers.createDatabase('bench');
    owner = new pg.Pool({ connectionString: servers.ownerUrl('bench'), max: 2 });
    const client = await owner.connect();
    await migrateUp(client, fromRoot('prisma', 'migrations'));
    client.release();
    const secret = () => randomBytes(32).toString('base64');
    const env = {
      NODE_ENV: 'development',
      DATABASE_URL: servers.appUrl('bench'),
      REDIS_URL: servers.redisUrl(0),
      STORAGE_DIR: storage,
      JWT_SECRET: secret(),
      JWT_REFRESH_SECRET: secret(),
      ENCRYPTION_KEY: secret(),
      LOG_LEVEL: 'warn',
    };
    console.log(toTable(await benchImport({ env, owner }, 3)));
  } finally {
    await owner?.end();
    await servers.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void alone();
