// Writing, changing and deleting templates.
import type { Template, TemplateInput } from '@parley/contract';
import { brokenConstraint } from '../../platform/db/faults';
import { prisma } from '../../platform/db/prisma';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { compileTemplate } from './compile';
import { mayChange, mayWrite, visibleOwner } from './policy';
import { presentTemplate } from './present';
import { findTemplate, type TemplateRow } from './queries';

/** @throws AppError not_found */
export async function getVisible({ tx, actor }: TenantContext, id: string): Promise<TemplateRow> {
  return found(await findTemplate(tx, visibleOwner(actor), id), 'template');
}

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
  await tx.query('select from templates where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  const before = await getVisible(context, id);
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

function demandChange({ actor }: TenantContext, row: TemplateRow): void {
  if (!mayChange(actor, { scope: row.scope, ownerId: row.owner_id }))
    throw new AppError('forbidden', 'Only its writer or a manager can change this template. Copy it to make your own.');
}

function refuseGlobal(): AppError {
  return new AppError('forbidden', 'Only managers write global templates. Save it as a personal one instead.');
}

/** A global template belongs to the tenant, so that its name is unique among the global ones. */
function ownerOf(scope: 'personal' | 'global', userId: string): string | null {
  return scope === 'global' ? null : userId;
}

async function keepVersion({ tx, actor }: TenantContext, id: string, version: number, body: string): Promise<void> {
  await prisma.templateVersion.create({
    data: { tenantId: tx.tenantId, templateId: id, version, body, createdBy: actor.userId },
  });
}

async function orNameTaken(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) === 'templates_name_key')
      throw new AppError('name_taken', 'A template of this name exists already. Choose another name.', {
        details: [{ path: 'name', message: 'This name is taken' }],
      });
    throw error;
  }
}
