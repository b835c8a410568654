// Writing, changing and deleting templates.
import type { Template, TemplateInput } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { prisma } from '../../platform/db/prisma';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { takeStep } from './approval';
import { compileTemplate } from './compile';
import { demandChange, refuseGlobal } from './demand';
import { orNameTaken } from './name-taken';
import { mayDecide, mayWrite } from './policy';
import { presentTemplate } from './present';
import type { TemplateRow } from './queries';
import { getVisible, lockVisible } from './visible';

/** @throws AppError unknown_variable, forbidden, name_taken */
export async function create(context: TenantContext, input: TemplateInput): Promise<Template> {
  const { tx, actor } = context;
  const scope = input.scope ?? 'personal';
  if (!mayWrite(actor, scope)) throw refuseGlobal();
  const { variables, requiredVariables } = compileTemplate(input.content.body);
  const id = newId();
  await orNameTaken(
    prisma.template.create({
      data: {
        tenantId: tx.tenantId,
        id,
        name: input.name,
        description: input.description,
        category: input.category,
        scope,
        ownerId: ownerOf(scope, actor.userId),
        body: input.content.body,
        variables,
        requiredVariables,
        tags: input.tags,
        ...approvalAtFirst(actor),
      },
      select: { id: true },
    }),
  );
  await keepVersion(context, id, 1, input.content.body);
  await context.record({ type: 'template.created', subjectId: id, data: { scopes: [scope], ownerId: actor.userId } });
  return presentTemplate(actor, await getVisible(context, id));
}

/**
 * Replaces a template; another body is another version.
 * @throws AppError not_found, forbidden, unknown_variable, name_taken
 */
export async function update(context: TenantContext, id: string, input: TemplateInput): Promise<Template> {
  const { tx, actor } = context;
  const before = await lockVisible(context, id);
  demandChange(context, before);
  const scope = input.scope ?? before.scope;
  if (!mayWrite(actor, scope)) throw refuseGlobal();
  const { body } = input.content;
  const { variables, requiredVariables } = compileTemplate(body);
  const version = before.version + (body === before.body ? 0 : 1);
  const ownerId = scope === before.scope ? before.owner_id : ownerOf(scope, actor.userId);
  await orNameTaken(
    // What was not said (undefined) stays as it is.
    prisma.template.updateMany({
      where: { tenantId: tx.tenantId, id },
      data: {
        name: input.name,
        description: input.description,
        category: input.category,
        scope,
        ownerId,
        body,
        variables,
        requiredVariables,
        tags: input.tags,
        version,
        ...approvalAfter(actor, before, version, scope),
        updatedAt: new Date(),
      },
    }),
  );
  if (version !== before.version) await keepVersion(context, id, version, body);
  const scopes = [before.scope, scope];
  await context.record({
    type: 'template.updated',
    subjectId: id,
    data: { scopes, ownerId: ownerId ?? before.owner_id },
  });
  return presentTemplate(actor, await getVisible(context, id));
}

/** @throws AppError not_found, forbidden */
export async function remove(context: TenantContext, id: string): Promise<Record<string, never>> {
  const before = await getVisible(context, id);
  demandChange(context, before);
  await prisma.template.deleteMany({ where: { tenantId: context.tx.tenantId, id } });
  const data = { scopes: [before.scope], ownerId: before.owner_id };
  await context.record({ type: 'template.deleted', subjectId: id, data });
  return {};
}

/** A global template belongs to the tenant, so that its name is unique among the global ones. */
function ownerOf(scope: 'personal' | 'global', userId: string): string | null {
  return scope === 'global' ? null : userId;
}

/** What somebody writes who may approve is approved as it stands. */
function approvalAtFirst(actor: Actor) {
  return mayDecide(actor) ? { approval: 'approved', approvedVersion: 1, ...decidedBy(actor) } : {};
}

/** Another body is another thing to approve, unless it comes from somebody who may approve. */
function approvalAfter(actor: Actor, row: TemplateRow, version: number, scope: TemplateRow['scope']) {
  if (version === row.version && scope === row.scope) return {};
  const facts = { state: row.approval, version: row.version, approvedVersion: row.approved_version };
  const after = takeStep(facts, mayDecide(actor) ? 'overwrite' : 'write', version);
  if (!after) return {};
  const decision = after.state === 'approved' ? decidedBy(actor) : {};
  return { approval: after.state, approvedVersion: after.approvedVersion, ...decision };
}

function decidedBy(actor: Actor) {
  return { decidedBy: actor.userId, decidedAt: new Date(), approvalReason: null };
}

async function keepVersion({ tx, actor }: TenantContext, id: string, version: number, body: string): Promise<void> {
  await prisma.templateVersion.create({
    data: { tenantId: tx.tenantId, templateId: id, version, body, createdBy: actor.userId },
  });
}
