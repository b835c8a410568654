// Removing uploads that no message uses: by hand, and by a sweep after two days.
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import type { Parts } from '../../platform/parts';
import { findVisibleAsset } from './queries';

interface RemovedKeys {
  storage_key: string;
  thumbnail_key: string | null;
}

/** @throws AppError not_found, wrong_state when a message carries it */
export async function removeAsset({ tx, parts, actor, record }: TenantContext, id: string): Promise<void> {
  found(await findVisibleAsset(tx, actor, id), 'file');
  if (!(await deleteUnused(tx, parts, id)))
    throw new AppError('wrong_state', 'A message, a campaign or a template carries this file. Delete that instead.');
  await record({ type: 'asset.deleted', subjectId: id });
}

/** @returns false when a message, a campaign or a template uses it, or it is gone already */
export async function deleteUnused(tx: TenantTx, parts: Parts, id: string): Promise<boolean> {
  const removed = await tx.one<RemovedKeys>(
    `delete from assets a where a.tenant_id = $1 and a.id = $2
       and not exists (select from messages m where m.tenant_id = $1 and m.asset_id = a.id)
       and not exists (select from campaign_files f where f.tenant_id = $1 and f.asset_id = a.id)
       and not exists (select from provider_templates t where t.tenant_id = $1 and t.sample_asset_id = a.id)
     returning a.storage_key, a.thumbnail_key`,
    [tx.tenantId, id],
  );
  if (!removed) return false;
  // A row without its file would be a broken message; a file without its row is only lost space.
  tx.afterCommit(async () => {
    await parts.storage.remove(removed.storage_key);
    if (removed.thumbnail_key) await parts.storage.remove(removed.thumbnail_key);
  });
  return true;
}
