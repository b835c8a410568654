// The team's WhatsApp number. With the sandbox gateway it is connected, as if somebody had scanned the QR with a phone; a real gateway is
// left alone.
import { connectConnection, createConnection, getConnection, listConnections } from '@parley/contract';
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import type { Client } from './client';
import { evolutionSandbox, type SandboxControl } from './sandbox-control';
import type { Team } from './team';

const name = 'Main line';
const scanned = { number: '972500000001', profileName: 'Northbank Coaching' };
/** How long the connection may take to be seen as connected, after the scan. */
const patienceMs = 20_000;

export interface DemoNumber {
  id: string;
  connected: boolean;
}

export async function seedNumber(client: Client, parts: Parts, team: Team): Promise<DemoNumber> {
  const there = (await client.list(listConnections, { token: team.admin.token })).find((one) => one.name === name);
  const sandbox = await evolutionSandbox(parts.config);
  if (!sandbox) return there ? { id: there.id, connected: false } : insertUnconnected(parts, team.tenantId);
  const { id } =
    there ??
    (await client.call(createConnection, { token: team.admin.token, body: { channel: 'whatsapp_evolution', name } }));
  return { id, connected: await connect(client, parts, team, sandbox, id) };
}

async function connect(
  client: Client,
  parts: Parts,
  team: Team,
  sandbox: SandboxControl,
  id: string,
): Promise<boolean> {
  const isConnected = async () =>
    (await client.call(getConnection, { token: team.admin.token, params: { id } })).state === 'connected';
  if (await isConnected()) return true;
  await client.call(connectConnection, { token: team.admin.token, params: { id } });
  const [row] = await parts.db.read<{ instance_name: string | null }>(
    team.tenantId,
    'select instance_name from connections where tenant_id = $1 and id = $2',
    [team.tenantId, id],
  );
  await sandbox.post(`instances/${row?.instance_name}/scan`, scanned);
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if (await isConnected()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Without the sandbox the demo's conversations still need a number to belong to. */
async function insertUnconnected(parts: Parts, tenantId: string): Promise<DemoNumber> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const row = await tx.one<{ id: string }>(
      "insert into connections (tenant_id, channel, name) values ($1, 'whatsapp_evolution', $2) returning id",
      [tenantId, name],
    );
    return { id: z.string().parse(row?.id), connected: false };
  });
}
