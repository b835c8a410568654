// Template row → contract shape.
import type { Template } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { afterStep } from './approval';
import { mayChange, mayDecide } from './policy';
import type { TemplateRow } from './queries';

export function presentTemplate(actor: Actor, row: TemplateRow): Template {
  const decides = mayDecide(actor);
  const change = mayChange(actor, { scope: row.scope, ownerId: row.owner_id });
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    scope: row.scope,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    content: { body: row.body },
    variables: row.variables,
    requiredVariables: row.required_variables,
    tags: row.tags,
    version: row.version,
    usageStats: {
      totalUses: row.uses,
      lastUsed: row.last_used_at?.toISOString() ?? null,
      successRate: percentOf(row.sent, row.sent + row.failed),
      replyRate: percentOf(row.replied, row.sent),
    },
    approval: {
      state: row.approval,
      required: row.approval_required,
      usable: !row.approval_required || row.approved_version !== null,
      approvedVersion: row.approved_version,
      reason: row.approval_reason,
      submittedAt: row.submitted_at?.toISOString() ?? null,
      decidedAt: row.decided_at?.toISOString() ?? null,
      decidedByName: row.decided_by_name,
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    abilities: {
      edit: change,
      remove: change,
      submit: change && !decides && afterStep(row.approval, 'submit') !== undefined,
      approve: decides && afterStep(row.approval, 'approve') !== undefined,
      reject: decides && row.scope === 'personal' && afterStep(row.approval, 'reject') !== undefined,
      makeGlobal: decides && row.scope === 'personal',
    },
  };
}

/** In percent with one decimal; null of nothing. */
function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(100, Math.round((1000 * part) / whole) / 10);
}
