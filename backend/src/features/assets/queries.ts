// What assets read.
import type { Channel } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { notFound } from '../../platform/errors';
import { demandSendable } from './limits';
import { assetColumns, type StoredAsset } from './rows';

type Viewer = Pick<Actor, 'userId' | 'can'>;

/**
 * Who sees a file: whoever uploaded it, and whoever sees a message that carries it (through the chat's owner, assignee, or everybody's right).
 * Appends its parameters.
 */
function visibleSql(actor: Viewer, params: unknown[]): string {
  if (actor.can('chats.viewAll')) return 'true';
  params.push(actor.userId);
  const own = `$${params.length}`;
  const chat = actor.can('chats.viewUnassigned')
    ? `(c.assignee_id is null or c.assignee_id = ${own})`
    : `c.owner_id = ${own}`;
  return `(a.uploaded_by = ${own} or exists (
    select from messages m join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
    where m.tenant_id = a.tenant_id and m.asset_id = a.id and ${chat}))`;
}

export async function findVisibleAsset(tx: TenantTx, actor: Viewer, id: string): Promise<StoredAsset | undefined> {
  const params: unknown[] = [tx.tenantId, id];
  return tx.one<StoredAsset>(
    `select ${assetColumns} from assets a where a.tenant_id = $1 and a.id = $2 and ${visibleSql(actor, params)}`,
    params,
  );
}

/**
 * The files of a send in the order asked for, held so that they are not removed meanwhile.
 * @throws AppError not_found, unsupported_type, too_large
 */
export async function lockAssetsForSend(
  tx: TenantTx,
  actor: Viewer,
  assetIds: readonly string[],
  channel: Channel,
): Promise<StoredAsset[]> {
  const params: unknown[] = [tx.tenantId, [...new Set(assetIds)]];
  const rows = await tx.query<StoredAsset>(
    `select ${assetColumns} from assets a where a.tenant_id = $1 and a.id = any($2::uuid[]) and ${visibleSql(actor, params)} order by a.id for key share of a`,
    params,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return assetIds.map((id) => {
    const asset = byId.get(id);
    if (!asset) throw notFound('file');
    demandSendable(asset, channel);
    return asset;
  });
}
