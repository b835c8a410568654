// Adding a number or page. By QR: the connection's row, then its instance at the gateway; when the gateway refuses, nothing remains.
import type { Connection } from '@parley/contract';
import type { Actor } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { newId } from '../../../platform/ids';
import type { Parts } from '../../../platform/parts';
import { isTokenChannel, refuseCredentials } from '../credentials';
import { atGateway, demandGateway } from '../gateway';
import { planInstance } from '../instance';
import { refusingTakenNames } from '../unique';
import { createTokenLine } from './create-by-token';
import { announce, insertConnection, type NewConnection } from './insert';

/**
 * Adds a connection. A number by QR is `never_connected`: ask for its QR next. Others are verified first, and connected at once.
 * @throws AppError name_taken, already_connected, forbidden, validation_failed, rule_broken (the token is refused), unavailable (no gateway
 * configured), upstream_failed
 */
export function createConnection(
  parts: Parts,
  actor: Actor,
  wanted: NewConnection,
  requestId?: string,
): Promise<Connection> {
  const { channel } = wanted;
  return isTokenChannel(channel)
    ? createTokenLine(parts, actor, { ...wanted, channel }, requestId)
    : createQrLine(parts, actor, wanted, requestId);
}

async function createQrLine(
  parts: Parts,
  actor: Actor,
  wanted: NewConnection,
  requestId?: string,
): Promise<Connection> {
  refuseCredentials(wanted.credentials);
  const gateway = demandGateway(parts.config);
  const id = newId();
  const plan = await refusingTakenNames(() =>
    parts.db.withTenant(actor.tenantId, async (tx) => {
      await insertConnection(tx, id, actor, wanted);
      return planInstance(tx, parts, id);
    }),
  );
  try {
    await atGateway(() => gateway.create(plan));
  } catch (error) {
    await parts.db.withTenant(actor.tenantId, (tx) => forgetConnection(tx, id));
    // The answer may have been lost after the instance was made.
    gateway
      .remove(plan.name)
      .catch((cause: unknown) =>
        parts.logger.warn('an instance may be left at the gateway', { instanceName: plan.name, cause }),
      );
    throw error;
  }
  return parts.db.withTenant(actor.tenantId, (tx) => announce(tx, parts, actor, id, wanted, requestId));
}

/** Nothing refers to a connection this young, so it goes as if it had never been. */
async function forgetConnection(tx: TenantTx, id: string): Promise<void> {
  await tx.query('delete from connection_routes where tenant_id = $1 and connection_id = $2', [tx.tenantId, id]);
  await tx.query('delete from connections where tenant_id = $1 and id = $2', [tx.tenantId, id]);
}
