// A provider that posts webhooks to a line: it repeats what was not acknowledged, as the real one does.
import { createHash, randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import type { World } from './world';

export interface Provider {
  /** Posts one webhook until it is acknowledged. @throws Error when it is refused for good */
  deliver(webhook: object): Promise<void>;
  /** How often a delivery had to be repeated. */
  repeats(): number;
  close(): Promise<void>;
}

/** A line of its own, without an instance at the gateway, and the right to post its webhooks. */
export async function openProvider(world: World, name: string): Promise<Provider & { connectionId: string }> {
  const [token, header] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const hash = (secret: string) => createHash('sha256').update(secret).digest();
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into connections (tenant_id, channel, name, instance_name, state, reason) values ($1, 'whatsapp_evolution', $2, $3, 'connected', null) returning id`,
    [world.tenantId, name, `chaos-${randomBytes(6).toString('hex')}`],
  );
  const connectionId = rows[0]?.id ?? '';
  await world.owner.query(
    'insert into connection_routes (token_hash, tenant_id, connection_id, header_hash) values ($1, $2, $3, $4)',
    [hash(token), world.tenantId, connectionId, hash(header)],
  );
  const pool = new Pool(world.url, { connections: 64, pipelining: 1 });
  let repeats = 0;
  return {
    connectionId,
    repeats: () => repeats,
    async deliver(webhook) {
      const body = JSON.stringify(webhook);
      for (;;) {
        const status = await pool
          .request({
            method: 'POST',
            path: `/api/webhooks/evolution/${token}`,
            headers: { 'content-type': 'application/json', authorization: `Bearer ${header}` },
            body,
          })
          .then(async (answer) => {
            await answer.body.dump();
            return answer.statusCode;
          })
          // The API is being killed: nothing was acknowledged.
          .catch(() => 0);
        if (status === 200) return;
        if (status >= 400 && status < 500 && status !== 429) throw new Error(`a webhook was refused: ${status}`);
        repeats += 1;
        await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
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
