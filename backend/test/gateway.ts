// A sandbox gateway for tests, and connected numbers on it.
import { randomBytes } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../sandbox/src/server';
import type { Parts } from '../src/platform/parts';
import { insertConnection } from './app';

export interface TestGateway {
  sandbox: Sandbox;
  /** Environment that points a test application at this gateway. */
  env: Record<string, string>;
  /** A connection whose number is scanned and open, without any sending limit. Returns its id and instance name. */
  connectLine(
    parts: Parts,
    tenantId: string,
    values?: { name?: string; ownerId?: string },
  ): Promise<{ id: string; instance: string }>;
  close(): Promise<void>;
}

const apiKey = 'test-gateway-key';

export async function startGateway(): Promise<TestGateway> {
  const sandbox = await startSandbox({ port: 0, apiKey });
  return {
    sandbox,
    env: { EVOLUTION_API_URL: sandbox.url, EVOLUTION_API_KEY: apiKey },
    async connectLine(parts, tenantId, values = {}) {
      const instance = `line-${randomBytes(8).toString('hex')}`;
      // Without a code: nobody looks at its picture, and drawing one takes longer than everything else.
      const res = await fetch(`${sandbox.url}/instance/create`, {
        method: 'POST',
        headers: { apikey: apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ instanceName: instance, integration: 'WHATSAPP-BAILEYS', qrcode: false }),
      });
      if (res.status !== 201) throw new Error(`the gateway refused the instance: ${res.status} ${await res.text()}`);
      await sandbox.control.scan(instance);
      const { id } = await insertConnection(parts, tenantId, { ...values, instanceName: instance });
      await parts.db.withTenant(tenantId, (tx) =>
        tx.query('update connections set min_delay_ms = 0, max_delay_ms = 0 where tenant_id = $1 and id = $2', [
          tenantId,
          id,
        ]),
      );
      return { id, instance };
    },
    close: () => sandbox.stop(),
  };
}
