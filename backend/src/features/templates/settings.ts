// Whether campaigns ask for approved templates, and how many wait for approval.
import type { TemplateSettings } from '@parley/contract';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { visibleOwner } from './policy';

export async function readSettings({ tx, actor }: TenantContext): Promise<TemplateSettings> {
  const row = await tx.one<TemplateSettings>(
    `select n.template_approval as "approvalRequired",
       (select count(*)::int from templates t where t.tenant_id = $1 and t.approval = 'submitted' and ($2::uuid is null or t.owner_id = $2)) as waiting
     from tenants n where n.id = $1`,
    [tx.tenantId, visibleOwner(actor)],
  );
  return found(row, 'team');
}

/** Approvals that were given are kept while they are not asked for. */
export async function changeSettings(
  context: TenantContext,
  changes: { approvalRequired: boolean },
): Promise<TemplateSettings> {
  await context.tx.query('update tenants set template_approval = $2, updated_at = now() where id = $1', [
    context.tx.tenantId,
    changes.approvalRequired,
  ]);
  await context.record({ type: 'template.settings', data: changes });
  return readSettings(context);
}
