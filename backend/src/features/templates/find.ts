// For other rooms: the text of a template that somebody may use.
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import { visibleOwner } from './policy';
import { findTemplate, findVersionBody, type TemplateRow } from './queries';

/**
 * Where the tenant asks for approval, a personal template gives the wording that was approved last.
 * @throws AppError not_found, template_unusable (`data.why` is how far its approval came) when none of its wordings was approved
 */
export async function findVisibleTemplate(
  tx: TenantTx,
  actor: Actor,
  id: string,
): Promise<{ id: string; name: string; body: string }> {
  const row = found(await findTemplate(tx, visibleOwner(actor), id), 'template');
  return { id, name: row.name, body: await usableBody(tx, row) };
}

async function usableBody(tx: TenantTx, row: TemplateRow): Promise<string> {
  if (!row.approval_required || row.approved_version === row.version) return row.body;
  const approved = row.approved_version === null ? undefined : await findVersionBody(tx, row.id, row.approved_version);
  if (approved !== undefined) return approved;
  throw new AppError('template_unusable', whyNot(row), {
    data: { why: whyOf(row), name: row.name, reason: row.approval_reason },
    details: [{ path: 'message', message: 'Not approved' }],
  });
}

function whyNot({ name, approval, approval_reason: reason }: TemplateRow): string {
  if (approval === 'submitted') return `“${name}” waits for approval. A campaign can use it once it is approved.`;
  if (approval === 'rejected') return `“${name}” was not approved: ${reason}. Change it and submit it again.`;
  return `“${name}” is not approved yet. Submit it for approval, or choose an approved template.`;
}

function whyOf({ approval }: TemplateRow): 'submitted' | 'rejected' | 'unsubmitted' {
  return approval === 'submitted' || approval === 'rejected' ? approval : 'unsubmitted';
}
