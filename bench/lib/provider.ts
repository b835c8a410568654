// A provider that posts webhooks to a line: it repeats what was not acknowledged, as the real one does.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { pause } from './random';
import type { World } from './world';

export interface Provider {
  connectionId: string;
  /** Posts one webhook until it is acknowledged. @throws Error when it is refused for good */
  deliver(webhook: object): Promise<void>;
  /** How often a delivery had to be repeated. */
  repeats(): number;
  close(): Promise<void>;
}

/** A line of the Evolution gateway of its own, without an instance there, and the right to post its webhooks. */
export async function openProvider(world: World, name: string): Promise<Provider> {
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into connections (tenant_id, channel, name, instance_name, state, reason) values ($1, 'whatsapp_evolution', $2, $3, 'connected', null) returning id`,
    [world.tenantId, name, `chaos-${randomBytes(6).toString('hex')}`],
  );
  return openProviderOf(world, world.tenantId, rows[0]?.id ?? '');
}

/** The right to post the webhooks of a line of the Evolution gateway. */
export async function openProviderOf(world: World, tenantId: string, connectionId: string): Promise<Provider> {
  const [token, header] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const hash = (secret: string) => createHash('sha256').update(secret).digest();
  await world.owner.query(
    'insert into connection_routes (token_hash, tenant_id, connection_id, header_hash) values ($1, $2, $3, $4)',
    [hash(token), tenantId, connectionId, hash(header)],
  );
  return postingTo(world, connectionId, () => ({
    path: `/api/webhooks/evolution/${token}`,
    headers: { authorization: `Bearer ${header}` },
  }));
}

/** A number of the WhatsApp Cloud API of its own; what is delivered is signed as Meta signs. */
export async function openCloudProvider(world: World, name: string): Promise<Provider & { phoneNumberId: string }> {
  const phoneNumberId = `9${randomBytes(6).readUIntBE(0, 6)}`;
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into connections (tenant_id, channel, name, external_id, account_id, state, reason) values ($1, 'whatsapp_cloud', $2, $3, $3, 'connected', null) returning id`,
    [world.tenantId, name, phoneNumberId],
  );
  const provider = postingTo(world, rows[0]?.id ?? '', (body) => ({
    path: '/api/webhooks/whatsapp',
    headers: { 'x-hub-signature-256': `sha256=${signAsMeta(world, body)}` },
  }));
  return { ...provider, phoneNumberId };
}

/** @returns the signature that the application expects, in hex */
export function signAsMeta(world: World, body: string): string {
  const [secret = ''] = (world.env.META_APP_SECRET ?? '').split(',');
  return createHmac('sha256', secret).update(body).digest('hex');
}

function postingTo(
  world: World,
  connectionId: string,
  address: (body: string) => { path: string; headers: Record<string, string> },
): Provider {
  const pool = new Pool(world.url, { connections: 64, pipelining: 1 });
  let repeats = 0;
  return {
    connectionId,
    repeats: () => repeats,
    async deliver(webhook) {
      const body = JSON.stringify(webhook);
      const { path, headers } = address(body);
      for (;;) {
        const status = await pool
          .request({ method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body })
          .then(async (answer) => {
            await answer.body.dump();
            return answer.statusCode;
          })
          // The API is being killed: nothing was acknowledged.
          .catch(() => 0);
        if (status === 200) return;
        if (status >= 400 && status < 500 && status !== 429) throw new Error(`a webhook was refused: ${status}`);
        repeats += 1;
        await pause(50 + Math.random() * 200);
      }
    },
    close: () => pool.destroy(),
  };
}

/** Runs `work` over the items with so many at once. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const next = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}
