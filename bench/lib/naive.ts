// The control: the usual design, one job per message, send, then write. It must fail where the outbox does not; if it does not fail, the
// faults are too weak to prove anything.
import { type ChildProcess, spawn } from 'node:child_process';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { fromRoot } from '../../scripts/lib/paths.mjs';
import { receivedByNumber } from './judge';
import type { World } from './world';
import { until } from './world';

export const naiveQueue = 'naive';

/** Sends to `count` numbers with workers killed at random. @returns how many numbers were written to more than once, and how many never */
export async function runNaive(
  world: World,
  instance: string,
  count: number,
  random: () => number,
): Promise<{ duplicates: number; lost: number }> {
  const { accepted } = await world.sandbox.readState();
  const connection = new Redis(world.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue(naiveQueue, { connection });
  await queue.obliterate({ force: true });
  await queue.addBulk(
    Array.from({ length: count }, (_, n) => ({
      name: 'send',
      data: { number: `97251${String(n).padStart(7, '0')}`, instance },
      opts: { attempts: 5 },
    })),
  );
  const start = () =>
    spawn(process.execPath, ['--import', 'tsx', fromRoot('bench', 'lib', 'naive-worker.ts')], {
      env: world.env,
      stdio: 'ignore',
      cwd: fromRoot(),
    });
  let worker: ChildProcess = start();
  let done = false;
  const killing = (async () => {
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 1500 + random() * 1300));
      if (done) break;
      await world.kill(worker);
      worker = start();
    }
  })();
  try {
    await until(
      'the naive queue is empty',
      async () => (await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) === 0,
      180_000,
      250,
    );
  } finally {
    done = true;
    await killing;
    await world.kill(worker);
    await queue.close();
    connection.disconnect();
  }
  const received = await receivedByNumber(world, accepted);
  return { duplicates: [...received.values()].filter((times) => times > 1).length, lost: count - received.size };
}
