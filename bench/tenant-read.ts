// Hot tenant-scoped reads through withTenant's single round trip, against raw pg on the same rows without row-level security.
import pg from 'pg';
import { createDatabase } from '../backend/src/platform/db/database';
import { createLogger } from '../backend/src/platform/logger';
import { interleave, median, percentile, type Row } from './lib/measure';
import type { World } from './lib/world';

const reads = 4000;
const inFlight = 8;
const poolSize = 8;
const text =
  'select id, name, phone, tags, created_at from contacts where tenant_id = $1 order by created_at desc, id desc limit 20';

export async function benchTenantRead(world: World, rounds: number): Promise<Row[]> {
  const logger = createLogger({ level: 'error', dir: undefined }, 'tool');
  const db = createDatabase({ url: world.env.DATABASE_URL ?? '', poolSize }, logger);
  // The owner bypasses row-level security: the same rows, the same plan, no policy.
  const raw = new pg.Pool({ connectionString: world.env.DATABASE_OWNER_URL, max: poolSize });
  const latencies: Record<string, number[]> = { tenant: [], raw: [] };
  const loop = async (name: 'tenant' | 'raw', read: () => Promise<unknown>) => {
    let left = reads;
    const startedAt = performance.now();
    const one = async () => {
      while (left-- > 0) {
        const at = performance.now();
        await read();
        latencies[name]?.push(performance.now() - at);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, one));
    return reads / ((performance.now() - startedAt) / 1000);
  };
  const measured = await interleave(rounds, {
    tenant: () => loop('tenant', () => db.read(world.tenantId, text, [world.tenantId], 'bench-contacts')),
    raw: () => loop('raw', () => raw.query({ text, values: [world.tenantId], name: 'bench-contacts' })),
  });
  await db.close();
  await raw.end();
  const rate = (name: string) => median(measured[name]?.values ?? []);
  const p50 = (name: string) => percentile(latencies[name] ?? [], 0.5);
  return [
    {
      work: 'Tenant-scoped hot read against raw pg without RLS: throughput',
      result: `${Math.round(rate('tenant')).toLocaleString('en')}/s against ${Math.round(rate('raw')).toLocaleString('en')}/s`,
      ratio: rate('tenant') / rate('raw'),
      goal: 0.85,
    },
    {
      work: 'The same: median latency',
      result: `${p50('tenant').toFixed(2)} ms against ${p50('raw').toFixed(2)} ms`,
      ratio: p50('tenant') / p50('raw'),
      goal: 1.2,
      lower: true,
    },
  ];
}
