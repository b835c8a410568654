// Logging a number out, and removing a connection. Its chats stay readable.
import type { ConnectionStatus } from '@parley/contract';
import { EvolutionError } from '../../../channels/evolution/errors';
import type { Actor } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { TenantContext } from '../../../platform/http/context';
import type { Parts } from '../../../platform/parts';
import { applyMoves, type Move, payerSql } from '../../outbox';
import { forgetInstance } from '../abandoned';
import { demandManage } from '../access';
import { storeToken } from '../channel-connection';
import { isTokenChannel } from '../credentials';
import { atGateway, demandGateway } from '../gateway';
import { ringRemoval } from '../job-definitions';
import { changeLine } from '../line';
import { afterLogout } from '../policy';
import { presentStatus } from '../present';
import { findCampaignUsing, findVisible, lockConnection } from '../queries';
import { loadManaged } from './connect';

/**
 * Ends the session; the phone must scan again, or a token be given again.
 * @throws AppError not_found, forbidden, unavailable, upstream_failed
 */
export async function logoutConnection(parts: Parts, actor: Actor, id: string): Promise<ConnectionStatus> {
  const { instanceName, channel } = await loadManaged(parts, actor, id);
  if (!isTokenChannel(channel)) {
    const gateway = demandGateway(parts.config);
    if (instanceName) await atGateway(() => gateway.logout(instanceName));
  }
  const changed = await parts.db.withTenant(actor.tenantId, async (tx) => {
    const line = await changeLine(tx, parts, id, afterLogout, actor.userId);
    if (isTokenChannel(channel)) await storeToken(tx, parts, id, null, null);
    return line;
  });
  return presentStatus(found(changed, 'connection').row);
}

/**
 * Removes a connection: replies that still wait are skipped and their credits released, its webhooks end, and its instance is taken
 * down at the gateway after commit.
 * @throws AppError not_found, forbidden, wrong_state while a campaign uses it
 */
export async function removeConnection(ctx: TenantContext, id: string): Promise<void> {
  const { tx, actor, parts } = ctx;
  const row = found(await findVisible(tx, actor, id), 'connection');
  demandManage(actor, row);
  // Whoever writes or starts a campaign through it either came before, and is found below, or finds it removed.
  found(await lockConnection(tx, id, 'for update'), 'connection');
  const campaign = await findCampaignUsing(tx, id);
  if (campaign)
    throw new AppError(
      'wrong_state',
      `The campaign “${campaign.name}” is ${campaign.status} and sends through this number. Cancel it or let it finish first.`,
    );
  await skipWaiting(tx, parts, id);
  await tx.query(
    `update connections set removed_at = now(), state = 'disconnected', reason = 'logged_out', state_since = now(), next_retry_at = null, qr = null,
       credentials = null, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  await tx.query('delete from connection_routes where tenant_id = $1 and connection_id = $2', [tx.tenantId, id]);
  await ctx.record({ type: 'connection.deleted', subjectId: id, data: { name: row.name, ownerId: row.ownerId } });
  const { instanceName } = row;
  if (instanceName) tx.afterCommit(() => ringRemoval(parts, tx.tenantId, instanceName));
}

/** Takes an instance down at the gateway. @returns false when the gateway could not do it now */
export async function takeDown(parts: Parts, tenantId: string, instanceName: string): Promise<boolean> {
  const gateway = demandGateway(parts.config);
  try {
    await gateway.logout(instanceName);
    await gateway.remove(instanceName);
    await parts.db.withTenant(tenantId, (tx) => forgetInstance(tx, instanceName));
    return true;
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    parts.logger.warn('a removed number is still at the gateway', { instanceName, detail: error.detail });
    return false;
  }
}

/** Campaigns are out of the way here, so what waits is few: replies, and rests of cancelled campaigns that their own job settles. */
async function skipWaiting(tx: TenantTx, parts: Parts, connectionId: string): Promise<void> {
  const rows = await tx.query<{ id: string; kind: string; payer_id: string | null }>(
    `update messages m set state = 'skipped', error_code = 'connection_removed', error_detail = null
     where tenant_id = $1 and connection_id = $2 and state = 'queued' and campaign_id is null returning id, kind, ${payerSql} as payer_id`,
    [tx.tenantId, connectionId],
  );
  if (rows.length === 0) return;
  await applyMoves(
    tx,
    rows.map(
      ({ kind, payer_id: payerId }): Move => ({ campaignId: null, payerId, kind, from: 'queued', to: 'skipped' }),
    ),
  );
  await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: rows.map((row) => row.id) } });
}
