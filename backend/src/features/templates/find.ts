// For other rooms: the text of a template that somebody may use.
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import { visibleOwner } from './policy';
import { findTemplate } from './queries';

/** @throws AppError not_found */
export async function findVisibleTemplate(
  tx: TenantTx,
  actor: Actor,
  id: string,
): Promise<{ id: string; name: string; body: string }> {
  const { name, body } = found(await findTemplate(tx, visibleOwner(actor), id), 'template');
  return { id, name, body };
}
