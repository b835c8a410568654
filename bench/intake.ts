// Webhook intake over HTTP, acknowledged after the commit, against the same route (all that stands before it in the server, too) which only
// verifies and parses.
import { spawn } from 'node:child_process';
import { Pool } from 'undici';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { interleave, median, percentile, type Row } from './lib/measure';
import { inParallel, openCloudProvider, signAsMeta } from './lib/provider';
import type { World } from './lib/world';

const webhooks = 6000;
const inFlight = 64;

export async function benchIntake(world: World, rounds: number): Promise<Row[]> {
  const { phoneNumberId, close } = await openCloudProvider(world, 'Bench intake');
  const port = await freePort();
  const noop = spawn(process.execPath, ['--import', 'tsx', fromRoot('bench', 'lib', 'noop-intake.ts'), String(port)], {
    env: world.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => noop.stdout.once('data', resolve));
  const latencies: number[] = [];
  let run = 0;
  const post = (url: string, kept?: number[]) => postAll(world, url, phoneNumberId, `${++run}`, kept);
  const measured = await interleave(rounds, {
    intake: () => post(world.url, latencies),
    'signature and parsing alone': () => post(`http://127.0.0.1:${port}`),
  });
  noop.kill();
  await close();
  const of = (name: string) => median(measured[name]?.values ?? []);
  const rate = (name: string) => `${Math.round(of(name)).toLocaleString('en')}/s`;
  const p99 = percentile(latencies, 0.99);
  return [
    {
      work: 'Webhook intake (acknowledged after commit) against signature and parsing alone',
      result: `${rate('intake')} against ${rate('signature and parsing alone')}`,
      ratio: of('intake') / of('signature and parsing alone'),
      goal: 0.9,
    },
    {
      work: 'The same: p99 against 250 ms',
      result: `${p99.toFixed(0)} ms`,
      ratio: p99 / 250,
      goal: 1,
      lower: true,
    },
  ];
}

/** @returns webhooks per second */
async function postAll(
  world: World,
  url: string,
  phoneNumberId: string,
  run: string,
  kept?: number[],
): Promise<number> {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const bodies = Array.from({ length: webhooks }, (_, n) => inbound(phoneNumberId, `${run}-${n}`));
  const startedAt = performance.now();
  await inParallel(bodies, inFlight, async (body) => {
    const signature = signAsMeta(world, body);
    const at = performance.now();
    const answer = await pool.request({
      method: 'POST',
      path: '/api/webhooks/whatsapp',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`a webhook was answered ${answer.statusCode}`);
    kept?.push(performance.now() - at);
  });
  const rate = webhooks / ((performance.now() - startedAt) / 1000);
  await pool.destroy();
  return rate;
}

function inbound(phoneNumberId: string, id: string): string {
  const from = `97255${String(Math.abs(hash(id)) % 1000).padStart(7, '0')}`;
  const message = { from, id: `wamid.${id}`, timestamp: '1795287600', type: 'text', text: { body: `hello ${id}` } };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550009999', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Ann' }, wa_id: from }],
    messages: [message],
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: phoneNumberId, changes: [{ field: 'messages', value }] }],
  });
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, 7);
}
