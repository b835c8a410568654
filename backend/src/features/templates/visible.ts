// The template that somebody asks for by its id.
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { visibleOwner } from './policy';
import { findTemplate, type TemplateRow } from './queries';

/** @throws AppError not_found */
export async function getVisible({ tx, actor }: TenantContext, id: string): Promise<TemplateRow> {
  return found(await findTemplate(tx, visibleOwner(actor), id), 'template');
}

/** The same, held until the transaction ends. @throws AppError not_found */
export async function lockVisible(context: TenantContext, id: string): Promise<TemplateRow> {
  const { tx } = context;
  await tx.query('select from templates where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  return getVisible(context, id);
}
