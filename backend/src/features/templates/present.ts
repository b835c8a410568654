// Template row → contract shape.
import type { Template } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { mayChange } from './policy';
import type { TemplateRow } from './queries';

export function presentTemplate(actor: Actor, row: TemplateRow): Template {
  const change = mayChange(actor, { scope: row.scope, ownerId: row.owner_id });
  const settled = row.delivered + row.failed;
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
      successRate: settled === 0 ? null : Math.round((1000 * row.delivered) / settled) / 10,
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    abilities: { edit: change, remove: change },
  };
}
