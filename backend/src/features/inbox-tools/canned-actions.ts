// Writing and using ready answers. Their variables are those of templates.
import type { CannedReply, createCannedReply, EndpointParsed, updateCannedReply } from '@parley/contract';
import { brokenConstraint } from '../../platform/db/faults';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { findVisibleChat } from '../chats';
import { compileTemplate, loadRenderValues } from '../templates';
import { mayChangeCanned } from './canned-policy';
import { type CannedRow, findCannedReply, presentCannedReply } from './canned-queries';

type NewReply = EndpointParsed<typeof createCannedReply>['body'];
type ReplyChanges = EndpointParsed<typeof updateCannedReply>['body'];

/** @throws AppError forbidden for a shared one without inbox.manage, unknown_variable, name_taken */
export async function createCanned(context: TenantContext, input: NewReply): Promise<CannedReply> {
  const { tx, actor } = context;
  const ownerId = ownerOf(context, input.shared);
  demandChange(context, ownerId);
  checkVariables(input.text);
  const id = newId();
  await orShortcutTaken(
    tx.query(
      'insert into canned_replies (tenant_id, id, shortcut, title, text, owner_id) values ($1, $2, $3, $4, $5, $6)',
      [tx.tenantId, id, input.shortcut, input.title, input.text, ownerId],
    ),
  );
  await recordChange(context, id, 'created', [ownerId]);
  return presentCannedReply(actor, found(await findCannedReply(tx, actor, id), 'ready answer'));
}

/**
 * What is not said stays. Sharing gives one's own to the team; taking it back makes it the one's own who did.
 * @throws AppError not_found, forbidden, unknown_variable, name_taken
 */
export async function changeCanned(context: TenantContext, id: string, changes: ReplyChanges): Promise<CannedReply> {
  const { tx, actor } = context;
  const before = await lockChangeable(context, id);
  const ownerId = changes.shared === undefined ? before.owner_id : ownerOf(context, changes.shared);
  demandChange(context, ownerId);
  if (changes.text !== undefined) checkVariables(changes.text);
  const { shortcut = before.shortcut, title = before.title, text = before.text } = changes;
  await orShortcutTaken(
    tx.query(
      'update canned_replies set shortcut = $3, title = $4, text = $5, owner_id = $6, updated_at = now() where tenant_id = $1 and id = $2',
      [tx.tenantId, id, shortcut, title, text, ownerId],
    ),
  );
  await recordChange(context, id, 'updated', [before.owner_id, ownerId]);
  return presentCannedReply(actor, found(await findCannedReply(tx, actor, id), 'ready answer'));
}

/** @throws AppError not_found, forbidden */
export async function removeCanned(context: TenantContext, id: string): Promise<Record<string, never>> {
  const { tx } = context;
  const before = await lockChangeable(context, id);
  await tx.query('delete from canned_replies where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  await recordChange(context, id, 'deleted', [before.owner_id]);
  return {};
}

/**
 * The text for the person of a chat; the answering person stands in as coach of somebody who has none. Counts one use, which is no event.
 * @returns `missing`: variables that came out blank
 * @throws AppError not_found for an answer or chat that the actor may not see
 */
export async function renderCanned(
  { tx, actor }: TenantContext,
  id: string,
  chatId: string,
): Promise<{ text: string; missing: string[] }> {
  const reply = found(await findCannedReply(tx, actor, id), 'ready answer');
  const chat = found(await findVisibleChat(tx, actor, chatId), 'chat');
  const values = await loadRenderValues(tx, [chat.contact_id], { campaignOwnerId: actor.userId });
  await tx.query('update canned_replies set uses = uses + 1 where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return compileTemplate(reply.text).render(values.get(chat.contact_id) ?? {});
}

async function lockChangeable(context: TenantContext, id: string): Promise<CannedRow> {
  const row = found(await findCannedReply(context.tx, context.actor, id, { lock: true }), 'ready answer');
  demandChange(context, row.owner_id);
  return row;
}

function ownerOf({ actor }: TenantContext, shared: boolean): string | null {
  return shared ? null : actor.userId;
}

function demandChange({ actor }: TenantContext, ownerId: string | null): void {
  if (!mayChangeCanned(actor, ownerId))
    throw new AppError(
      'forbidden',
      'Ready answers of the whole team are kept by managers. Keep it as your own instead.',
    );
}

/** @throws AppError unknown_variable that points at the field of this form */
function checkVariables(text: string): void {
  try {
    compileTemplate(text);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unknown_variable') throw error;
    throw new AppError(error.code, error.message, {
      details: (error.details ?? []).map(({ message }) => ({ path: 'text', message })),
      cause: error,
    });
  }
}

/** @param owners before and after; null = the whole team, so that everybody hears of it */
function recordChange(
  context: TenantContext,
  id: string,
  change: 'created' | 'updated' | 'deleted',
  owners: (string | null)[],
): Promise<string> {
  const ownerId = owners.includes(null) ? null : context.actor.userId;
  return context.record({ type: 'canned_reply.changed', subjectId: id, data: { change, ownerId } });
}

async function orShortcutTaken(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) === 'canned_replies_shortcut_key')
      throw new AppError('name_taken', 'This shortcut is in use already. Choose another one.', {
        details: [{ path: 'shortcut', message: 'This shortcut is in use' }],
      });
    throw error;
  }
}
