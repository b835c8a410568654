// What Meta took from us, written down.
import type { Fields } from '../../channels/foreign';
import type { TenantTx } from '../../platform/db/database';
import { columns, type TemplateRow } from './queries';

interface Submitted {
  id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  components: Fields[];
  variables: Record<string, string>;
  /** The file in its header; one that was removed meanwhile is not kept. */
  sampleId: string | null;
}

/** A webhook or a fetch may have been faster than the answer; then what they told of this very template stands. */
export async function storeSubmitted(tx: TenantTx, accountId: string, taken: Submitted): Promise<TemplateRow> {
  const row = await tx.one<TemplateRow>(
    `insert into provider_templates as t
       (tenant_id, account_id, provider_id, name, language, category, status, components, variables, sample_asset_id, parameter_format)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select id from assets where tenant_id = $1 and id = $10), 'POSITIONAL')
     on conflict (tenant_id, account_id, name, language) do update set provider_id = excluded.provider_id, components = excluded.components,
       variables = excluded.variables, sample_asset_id = excluded.sample_asset_id, parameter_format = excluded.parameter_format, synced_at = excluded.synced_at,
       category = case when t.provider_id = excluded.provider_id then t.category else excluded.category end,
       status = case when t.provider_id = excluded.provider_id then t.status else excluded.status end,
       quality = case when t.provider_id = excluded.provider_id then t.quality end,
       rejected_reason = case when t.provider_id = excluded.provider_id then t.rejected_reason end
     returning ${columns}`,
    [
      tx.tenantId,
      accountId,
      taken.id,
      taken.name,
      taken.language,
      taken.category,
      taken.status,
      JSON.stringify(taken.components),
      JSON.stringify(taken.variables),
      taken.sampleId,
    ],
  );
  if (!row) throw new Error('A submitted template was not written down');
  return row;
}

/** It waits for review again. */
export function markEdited(
  tx: TenantTx,
  id: string,
  { category, components, variables, sampleId }: Pick<Submitted, 'category' | 'components' | 'variables' | 'sampleId'>,
): Promise<TemplateRow | undefined> {
  return tx.one<TemplateRow>(
    `update provider_templates t set category = $3, components = $4, variables = $5, status = 'PENDING', rejected_reason = null, synced_at = now(),
       sample_asset_id = (select id from assets where tenant_id = $1 and id = $6)
     where t.tenant_id = $1 and t.id = $2 returning ${columns}`,
    [tx.tenantId, id, category, JSON.stringify(components), JSON.stringify(variables), sampleId],
  );
}

export async function markDeleted(tx: TenantTx, id: string): Promise<void> {
  await tx.query(
    "update provider_templates set status = 'DELETED', sample_asset_id = null, synced_at = now() where tenant_id = $1 and id = $2",
    [tx.tenantId, id],
  );
}
