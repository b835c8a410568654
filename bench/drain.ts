// Campaign drain: the whole pipeline (claim, render, send, settle, counters, ledger, live feed) against a bare BullMQ queue of no-op jobs and
// a bare loop of POSTs to the same gateway.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import { interleave, median, type Row } from './lib/measure';
import { addContacts, launch, until, type World } from './lib/world';

const inFlight = 32;

export async function benchDrain(world: World, recipients: number, rounds: number): Promise<Row[]> {
  await addContacts(world, recipients);
  await world.sandbox.setStatuses({ enabled: false });
  const worker = world.spawn('worker');
  let run = 0;
  const measured = await interleave(rounds, {
    pipeline: () => drainOnce(world, `Drain ${++run}`, recipients),
    'bare BullMQ no-op jobs': () => noopJobs(world, recipients),
    'bare POST loop': () => postLoop(world, recipients),
  });
  await world.kill(worker, 'SIGTERM');
  const of = (name: string) => median(measured[name]?.values ?? []);
  const rate = (name: string) => `${Math.round(of(name)).toLocaleString('en')}/s`;
  return [
    {
      work: `Campaign drain, ${recipients.toLocaleString('en')} recipients, against bare BullMQ no-op jobs`,
      result: `${rate('pipeline')} against ${rate('bare BullMQ no-op jobs')}`,
      ratio: of('pipeline') / of('bare BullMQ no-op jobs'),
      goal: 1,
    },
    {
      work: 'The same against a bare undici POST loop',
      result: `${rate('pipeline')} against ${rate('bare POST loop')}`,
      ratio: of('pipeline') / of('bare POST loop'),
      goal: 0.6,
    },
  ];
}

/** @returns messages per second from the first to the last, as the campaign's own clock saw it */
async function drainOnce(world: World, name: string, recipients: number): Promise<number> {
  const id = await launch(world, name);
  const startedAt = performance.now();
  await until(
    `${name} is completed`,
    async () => {
      const { rows } = await world.owner.query<{ status: string }>('select status from campaigns where id = $1', [id]);
      return rows[0]?.status === 'completed';
    },
    300_000,
    50,
  );
  return recipients / ((performance.now() - startedAt) / 1000);
}

async function noopJobs(world: World, count: number): Promise<number> {
  const connection = new Redis(world.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue('bench-noop', { connection, defaultJobOptions: { removeOnComplete: true } });
  for (let from = 0; from < count; from += 1000) {
    await queue.addBulk(
      Array.from({ length: Math.min(1000, count - from) }, (_, n) => ({ name: 'noop', data: { n: from + n } })),
    );
  }
  const workerConnection = connection.duplicate();
  let done = 0;
  const startedAt = performance.now();
  const rate = await new Promise<number>((resolve) => {
    const worker = new Worker(
      'bench-noop',
      async () => {
        done += 1;
        if (done === count) void worker.close().then(() => resolve(count / ((performance.now() - startedAt) / 1000)));
      },
      { connection: workerConnection, concurrency: inFlight },
    );
  });
  await queue.obliterate({ force: true });
  await queue.close();
  connection.disconnect();
  workerConnection.disconnect();
  return rate;
}

async function postLoop(world: World, count: number): Promise<number> {
  const { rows } = await world.owner.query<{ instance_name: string }>(
    'select instance_name from connections where id = $1',
    [world.connectionId],
  );
  const pool = new Pool(world.env.EVOLUTION_API_URL ?? '', { connections: inFlight, pipelining: 1 });
  const path = `/message/sendText/${rows[0]?.instance_name}`;
  let next = 0;
  const startedAt = performance.now();
  const loop = async () => {
    while (next < count) {
      const number = `97252${String(next++).padStart(7, '0')}`;
      const res = await pool.request({
        method: 'POST',
        path,
        headers: { apikey: world.env.EVOLUTION_API_KEY ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({ number, text: 'Hello Person, this is about Person.' }),
      });
      await res.body.json();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
  const rate = count / ((performance.now() - startedAt) / 1000);
  await pool.close();
  return rate;
}
