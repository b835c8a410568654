// Kills PostgreSQL and Redis; the stack starts them again as it would after a crash.
import { Redis } from 'ioredis';
import pg from 'pg';
import { readRun } from '../../scripts/lib/family.mjs';
import { pause } from './random';

const answersWithinMs = 60_000;

/** @param runFile where the stack writes down what is running */
export function openServices(
  runFile: string,
  env: NodeJS.ProcessEnv,
): { crash(service: 'postgres' | 'redis'): Promise<void> } {
  const pidOf = (service: string) => readRun(runFile)?.processes.find(({ name }) => name === service)?.pid;
  return {
    async crash(service) {
      const pid = pidOf(service);
      if (pid === undefined) throw new Error(`${service} is not running`);
      process.kill(pid, 'SIGKILL');
      const end = Date.now() + answersWithinMs;
      while (pidOf(service) === pid || !(await (service === 'postgres' ? asksPostgres(env) : asksRedis(env)))) {
        if (Date.now() > end) throw new Error(`${service} did not come back`);
        await pause(100);
      }
    },
  };
}

async function asksPostgres(env: NodeJS.ProcessEnv): Promise<boolean> {
  const client = new pg.Client({ connectionString: env.DATABASE_OWNER_URL, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function asksRedis(env: NodeJS.ProcessEnv): Promise<boolean> {
  const redis = new Redis(env.REDIS_URL ?? '', { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
