// Launching to everybody: freezing the audience and writing its recipients through the real job, at 1,000,000 people against 30,000, in
// recipients per second, and how much the process grows meanwhile. Alone: npx tsx bench/materialise.ts [people]
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { lendHand, runCampaign } from '../backend/src/features/campaigns';
import { buildParts } from '../backend/src/main/build';
import { readConfig } from '../backend/src/platform/config';
import { newId } from '../backend/src/platform/ids';
import { createLogger } from '../backend/src/platform/logger';
import { migrateUp } from '../backend/src/platform/migrations/run';
import type { Parts } from '../backend/src/platform/parts';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { startThrowaway } from '../scripts/lib/throwaway.mjs';
import { median, type Row, toTable } from './lib/measure';

export interface MaterialisePlace {
  /** Environment of the app: database, Redis, secrets. */
  env: NodeJS.ProcessEnv;
  owner: pg.Pool;
}

const small = 30_000;
/** Quality goals: a large campaign is written as fast as a small one, in flat memory. */
const goalRatio = 0.9;
const goalGrowth = 1.15;

interface Run {
  launchMs: number;
  perSecond: number;
  /** Of the whole process, at its highest. */
  peakMegabytes: number;
}

export async function benchMaterialise(
  { env, owner }: MaterialisePlace,
  rounds: number,
  large = 1_000_000,
): Promise<Row[]> {
  const config = readConfig(env);
  const { parts, close } = buildParts(config, createLogger(config.log, 'tool'));
  const runs: Record<number, Run[]> = { [small]: [], [large]: [] };
  try {
    await launchOnce(parts, owner, 1000);
    for (let round = 1; round <= rounds; round += 1)
      for (const people of [small, large]) {
        const run = await launchOnce(parts, owner, people);
        runs[people]?.push(run);
        console.log(
          `  round ${round}/${rounds} ${people.toLocaleString('en')}: launched in ${Math.round(run.launchMs)} ms, ${Math.round(run.perSecond).toLocaleString('en')}/s, ${Math.round(run.peakMegabytes)} MB`,
        );
      }
  } finally {
    await close();
  }
  const of = (people: number, what: keyof Run) => median((runs[people] ?? []).map((run) => run[what]));
  const rate = (people: number) => `${Math.round(of(people, 'perSecond')).toLocaleString('en')}/s`;
  return [
    {
      work: `Recipients written, ${large.toLocaleString('en')} against ${small.toLocaleString('en')} (launch of the large one: ${Math.round(of(large, 'launchMs'))} ms)`,
      result: `${rate(large)} against ${rate(small)}`,
      ratio: of(large, 'perSecond') / of(small, 'perSecond'),
      goal: goalRatio,
    },
    {
      work: 'The same: memory of the process at its highest, large against small',
      result: `${Math.round(of(large, 'peakMegabytes'))} MB against ${Math.round(of(small, 'peakMegabytes'))} MB`,
      ratio: of(large, 'peakMegabytes') / of(small, 'peakMegabytes'),
      goal: goalGrowth,
      lower: true,
    },
  ];
}

/** Launches by the clock, as a worker does, and writes every recipient. @throws Error when some are missing */
async function launchOnce(parts: Parts, owner: pg.Pool, people: number): Promise<Run> {
  const { tenantId, campaignId } = await fill(owner, people);
  globalThis.gc?.();
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const startedAt = performance.now();
  await lendHand(parts, tenantId, campaignId);
  const launchedAt = performance.now();
  await runCampaign(parts, tenantId, campaignId, new AbortController().signal);
  const writtenAt = performance.now();
  clearInterval(watch);
  const { rows } = await owner.query<{ pending_count: number; done: boolean }>(
    'select pending_count, audience_done_at is not null as done from campaigns where id = $1',
    [campaignId],
  );
  if (rows[0]?.pending_count !== people || !rows[0].done)
    throw new Error(`Recipients are missing: ${JSON.stringify(rows[0])}`);
  await owner.query('delete from messages where tenant_id = $1', [tenantId]);
  await owner.query('delete from tenants where id = $1', [tenantId]);
  return {
    launchMs: launchedAt - startedAt,
    perSecond: people / ((writtenAt - launchedAt) / 1000),
    peakMegabytes: peak / 1024 / 1024,
  };
}

/** A tenant with so many people, credits for all of them, and a campaign whose time has come. */
async function fill(owner: pg.Pool, people: number): Promise<{ tenantId: string; campaignId: string }> {
  const [tenantId, campaignId, connectionId] = [newId(), newId(), newId()];
  await owner.query("insert into tenants (id, name, country) values ($1, 'Materialise bench', 'IL')", [tenantId]);
  await owner.query(
    "insert into connections (tenant_id, id, channel, name, instance_name, state, phone) values ($1, $2, 'whatsapp_evolution', 'Line', $3, 'connected', '+972500000001')",
    [tenantId, connectionId, `bench-${connectionId}`],
  );
  await owner.query('insert into credit_accounts (tenant_id, balance) values ($1, $2)', [tenantId, people]);
  await owner.query(
    "insert into credit_entries (tenant_id, kind, amount, balance_after) values ($1, 'top_up', $2, $2)",
    [tenantId, people],
  );
  await owner.query(
    `insert into contacts (tenant_id, name, first_name, phone, phone_key)
     select $1, 'Person ' || n, 'P', '+9725' || lpad(n::text, 8, '0'), '+9725' || lpad(n::text, 8, '0') from generate_series(1, $2::int) n`,
    [tenantId, people],
  );
  await owner.query(
    `insert into campaigns (tenant_id, id, name, status, connection_id, text, body, audience, send_at)
     values ($1, $2, 'Everybody', 'scheduled', $3, 'Hi', 'Hi', '{"type":"all","ownerId":null}', now())`,
    [tenantId, campaignId, connectionId],
  );
  await owner.query('vacuum analyze contacts');
  return { tenantId, campaignId };
}

/** Brings a database and Redis for this bench alone, prints its table and takes them down. */
async function alone(people: number): Promise<void> {
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
    console.log(toTable(await benchMaterialise({ env, owner }, 1, people)));
  } finally {
    await owner?.end();
    await servers.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void alone(Number(process.argv[2] ?? 1_000_000));
