// The worker of the naive control: send, then let the queue mark the job done.
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { request } from 'undici';
import { naiveQueue } from './naive';

const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });

new Worker<{ number: string; instance: string }>(
  naiveQueue,
  async ({ data }) => {
    const res = await request(`${process.env.EVOLUTION_API_URL}/message/sendText/${data.instance}`, {
      method: 'POST',
      headers: { apikey: process.env.EVOLUTION_API_KEY ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ number: data.number, text: 'Hello' }),
    });
    await res.body.dump();
    if (res.statusCode !== 201) throw new Error(String(res.statusCode));
  },
  { connection, concurrency: 32, lockDuration: 1000, stalledInterval: 500, maxStalledCount: 20 },
);
