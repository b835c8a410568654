// Live fan-out: frames from the tenant's stream to every socket, against a bare loop of ws.send in a process of its own; and what a socket costs.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { createLogger } from '../backend/src/platform/logger';
import { createFeed } from '../backend/src/platform/realtime/feed';
import { connectRedis } from '../backend/src/platform/redis';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { interleave, median, type Row } from './lib/measure';
import { inParallel } from './lib/provider';
import { until, type World } from './lib/world';

const sockets = 500;
const frames = 2000;
const crowd = 5000;
const bareChannel = 'bench-bare';
/** The size of a frame that carries a chat and a message. */
const payload = { contactIds: Array.from({ length: 30 }, () => '01936d2e-7c5b-7d1a-8f2e-3a4b5c6d7e8f') };

export async function benchFanout(world: World, rounds: number): Promise<Row[]> {
  const port = await freePort();
  const bare = spawn(
    process.execPath,
    ['--import', 'tsx', fromRoot('bench', 'lib', 'bare-ws.ts'), String(port), bareChannel],
    {
      env: { ...process.env, REDIS_URL: world.env.REDIS_URL },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => bare.stdout.once('data', resolve));
  const config = { url: world.env.REDIS_URL ?? '', prefix: world.env.REDIS_PREFIX ?? '{parley}' };
  const redis = connectRedis(config, createLogger({ level: 'error', dir: undefined }, 'tool'), 'bench');
  const feed = createFeed(config, redis);
  const publisher = new Redis(config.url);
  const line = JSON.stringify({ seq: 1_000_000, type: 'contacts.changed', data: payload });
  const hub = await openAll(sockets, () => hubAddress(world));
  const loop = await openAll(sockets, async () => `ws://127.0.0.1:${port}`);
  const measured = await interleave(rounds, {
    'live hub': () => flood(hub, () => feed.publish(world.tenantId, 'contacts.changed', payload, {})),
    'bare ws loop': () => flood(loop, async () => void (await publisher.publish(bareChannel, line))),
  });
  for (const socket of [...hub.sockets, ...loop.sockets]) socket.terminate();
  bare.kill();
  const memory = await perSocket(world);
  redis.disconnect();
  publisher.disconnect();
  const of = (name: string) => median(measured[name]?.values ?? []);
  const rate = (name: string) => `${Math.round(of(name)).toLocaleString('en')}/s`;
  return [
    {
      work: `Live fan-out to ${sockets} sockets against a bare ws loop`,
      result: `${rate('live hub')} against ${rate('bare ws loop')}`,
      ratio: of('live hub') / of('bare ws loop'),
      goal: 0.8,
    },
    {
      work: `Memory of the API per socket at ${crowd.toLocaleString('en')}, against 20 kB`,
      result: `${(memory / 1024).toFixed(1)} kB`,
      ratio: memory / (20 * 1024),
      goal: 1,
      lower: true,
    },
  ];
}

interface Opened {
  sockets: WebSocket[];
  heard: number;
}

async function openAll(count: number, address: () => Promise<string>): Promise<Opened> {
  const opened: Opened = { sockets: [], heard: 0 };
  await inParallel(Array.from({ length: count }), 50, async () => {
    const ws = new WebSocket(await address(), { perMessageDeflate: false });
    ws.on('message', (data: Buffer) => {
      // Greetings are small; only the flood counts.
      if (data.length > 500) opened.heard += 1;
    });
    await new Promise<void>((resolve, reject) => {
      ws.once('open', resolve);
      ws.once('error', reject);
    });
    opened.sockets.push(ws);
  });
  return opened;
}

async function hubAddress(world: World): Promise<string> {
  const { ticket } = await world.api<{ ticket: string }>('POST', '/api/ws-ticket');
  return `${world.url.replace('http', 'ws')}/ws?ticket=${ticket}`;
}

/** @returns frames delivered per second, over all sockets */
async function flood(opened: Opened, publish: () => Promise<void>): Promise<number> {
  opened.heard = 0;
  const expected = frames * opened.sockets.length;
  const startedAt = performance.now();
  await inParallel(Array.from({ length: frames }), 16, publish);
  await until('every socket has heard every frame', async () => opened.heard >= expected, 120_000, 10);
  return expected / ((performance.now() - startedAt) / 1000);
}

/** @returns bytes of the API's memory that each of many idle sockets adds */
async function perSocket(world: World): Promise<number> {
  const before = residentBytes(world.apiPid());
  const many = await openAll(crowd, () => hubAddress(world));
  const after = residentBytes(world.apiPid());
  for (const socket of many.sockets) socket.terminate();
  return (after - before) / crowd;
}

function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
