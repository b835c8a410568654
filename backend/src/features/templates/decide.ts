// Asking for approval of a template, and deciding.
import type { Template } from '@parley/contract';
import { AppError } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { type ApprovalStep, takeStep } from './approval';
import { demandChange, demandDecision } from './demand';
import { orNameTaken } from './name-taken';
import { presentTemplate } from './present';
import type { TemplateRow } from './queries';
import { getVisible, lockVisible } from './visible';

/** @throws AppError not_found, forbidden, wrong_state when it waits or is approved already */
export async function submit(context: TenantContext, id: string): Promise<Template> {
  const before = await lockVisible(context, id);
  demandChange(context, before);
  const after = demandStep(before, 'submit');
  await context.tx.query(
    `update templates set approval = $3, submitted_at = now(), approval_reason = null, decided_at = null, decided_by = null
     where tenant_id = $1 and id = $2`,
    [context.tx.tenantId, id, after.state],
  );
  await tell(context, 'template.submitted', before, { version: before.version });
  return presentTemplate(context.actor, await getVisible(context, id));
}

/**
 * @param decision the version that was read; `makeGlobal` hands the template to the whole team
 * @throws AppError not_found, forbidden, conflict when the words changed meanwhile, wrong_state, name_taken
 */
export async function approve(
  context: TenantContext,
  id: string,
  { version, makeGlobal = false }: { version: number; makeGlobal?: boolean | undefined },
): Promise<Template> {
  const before = await lockVisible(context, id);
  demandDecision(context.actor);
  demandSeen(before, version);
  const after = demandStep(before, 'approve');
  await orNameTaken(
    context.tx.query(
      `update templates set approval = $3, approved_version = $4, approval_reason = null, decided_at = now(), decided_by = $5,
         scope = case when $6 then 'global' else scope end, owner_id = case when $6 then null else owner_id end
       where tenant_id = $1 and id = $2`,
      [context.tx.tenantId, id, after.state, after.approvedVersion, context.actor.userId, makeGlobal],
    ),
  );
  await tell(context, 'template.approved', before, { version, ...(makeGlobal ? { scope: 'global' } : {}) });
  return presentTemplate(context.actor, await getVisible(context, id));
}

/** @throws AppError not_found, forbidden, conflict when the words changed meanwhile, wrong_state */
export async function reject(
  context: TenantContext,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Template> {
  const before = await lockVisible(context, id);
  demandDecision(context.actor);
  demandSeen(before, version);
  const after = demandStep(before, 'reject');
  await context.tx.query(
    `update templates set approval = $3, approved_version = $4, approval_reason = $5, decided_at = now(), decided_by = $6
     where tenant_id = $1 and id = $2`,
    [context.tx.tenantId, id, after.state, after.approvedVersion, reason, context.actor.userId],
  );
  await tell(context, 'template.rejected', before, { version, reason });
  return presentTemplate(context.actor, await getVisible(context, id));
}

function demandSeen(row: TemplateRow, version: number): void {
  if (row.version !== version)
    throw new AppError('conflict', 'The template was changed meanwhile. Read the new wording and decide again.');
}

const refusals: Partial<Record<ApprovalStep, string>> = {
  submit: 'This wording waits for approval or has it already.',
  approve: 'This wording is approved already.',
  reject: 'Only a wording that was submitted or approved can be rejected.',
};

function demandStep(row: TemplateRow, step: ApprovalStep) {
  const facts = { state: row.approval, version: row.version, approvedVersion: row.approved_version };
  // What everybody may use has no approval to take back; its managers change or delete it.
  const after = step === 'reject' && row.scope === 'global' ? undefined : takeStep(facts, step, row.version);
  if (!after) throw new AppError('wrong_state', refusals[step] ?? 'This is not possible now.');
  return after;
}

type Decision = 'template.submitted' | 'template.approved' | 'template.rejected';

async function tell(
  context: TenantContext,
  type: Decision,
  before: TemplateRow,
  { version, reason = null, scope = before.scope }: { version: number; reason?: string | null; scope?: string },
): Promise<void> {
  const data = { scopes: [before.scope, scope], ownerId: before.owner_id, name: before.name, version, reason };
  await context.record({ type, subjectId: before.id, data });
}
