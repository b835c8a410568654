// Health: can this process serve? The database is needed for everything; without Redis answers still come, only live updates wait.
import type { EndpointOutput, getHealth } from '@parley/contract';
import { version } from '../../../package.json';
import { AppError } from '../../platform/errors';
import type { Parts } from '../../platform/parts';

type Health = EndpointOutput<typeof getHealth>;

/** A part that has not answered after this long counts as away. */
const patienceMs = 2000;

/** @throws AppError unavailable, with the same report in `data`, while the database is away */
export async function checkHealth(parts: Parts): Promise<Health> {
  const [database, redis] = await Promise.all([
    measure(() => parts.db.system('health asks no tenant').query('select 1')),
    measure(async () => {
      if (parts.redis.status !== 'ready') throw new Error('not connected');
      await parts.redis.ping();
    }),
  ]);
  const report: Health = {
    status: database.ok && redis.ok ? 'ok' : 'degraded',
    uptimeSeconds: Math.floor(process.uptime()),
    version,
    checks: { database, redis },
  };
  if (!database.ok)
    throw new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
      data: { ...report },
      retryAfterSeconds: 2,
    });
  return report;
}

/** @returns whether it worked in time, and how long it took in milliseconds, to a tenth */
async function measure(ask: () => Promise<unknown>): Promise<{ ok: boolean; ms: number }> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  const answered = ask().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answered, late]);
  clearTimeout(timer);
  return { ok, ms: Math.round((performance.now() - start) * 10) / 10 };
}
