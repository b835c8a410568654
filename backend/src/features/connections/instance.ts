// An instance at the gateway: its name and its webhook's secrets. A rebuilt line gets a new name, so that late events of the old
// instance are told apart.
import { randomBytes } from 'node:crypto';
import type { EvolutionGateway } from '../../channels/evolution/gateway';
import { hashToken, newToken } from '../../platform/crypto';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';

export interface InstancePlan {
  name: string;
  webhook: { url: string; secret: string };
}

/**
 * Gives the connection a new instance name and a new webhook address, in the caller's transaction. Only hashes are stored. Earlier
 * addresses stay valid for an hour, because events may still be under way to them.
 */
export async function planInstance(tx: TenantTx, parts: Parts, connectionId: string): Promise<InstancePlan> {
  // Ends of the ids, because version 7 UUIDs begin with the time; a name fits ^[a-z0-9][a-z0-9-]{2,63}$.
  const name = `p-${tx.tenantId.slice(-8)}-${connectionId.slice(-8)}-${randomBytes(3).toString('hex')}`;
  await tx.query('update connections set instance_name = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    connectionId,
    name,
  ]);
  return { name, webhook: await planWebhook(tx, parts, connectionId) };
}

/** A new webhook address for the instance that the connection has. */
export async function planWebhook(tx: TenantTx, parts: Parts, connectionId: string): Promise<InstancePlan['webhook']> {
  const token = newToken();
  const secret = newToken();
  await tx.query(
    "delete from connection_routes where tenant_id = $1 and connection_id = $2 and created_at < now() - interval '1 hour'",
    [tx.tenantId, connectionId],
  );
  await tx.query(
    'insert into connection_routes (token_hash, tenant_id, connection_id, header_hash) values ($1, $2, $3, $4)',
    [hashToken(token), tx.tenantId, connectionId, hashToken(secret)],
  );
  const base = parts.config.evolution?.webhookUrl ?? parts.config.publicUrl;
  return { url: `${base}/api/webhooks/evolution/${token}`, secret };
}

/**
 * Replaces the connection's instance by a fresh one; chats and settings stay with the connection.
 * @returns the new instance's name
 * @throws EvolutionError; the connection then has no instance, and may be rebuilt again
 */
export async function rebuildInstance(
  parts: Parts,
  gateway: EvolutionGateway,
  tenantId: string,
  connection: { id: string; instanceName: string | null },
): Promise<string> {
  if (connection.instanceName) await gateway.remove(connection.instanceName);
  const plan = await parts.db.withTenant(tenantId, (tx) => planInstance(tx, parts, connection.id));
  await gateway.create(plan);
  return plan.name;
}
