// What an actor must be allowed to, or is told why not.
import type { Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { mayChange, mayDecide } from './policy';
import type { TemplateRow } from './queries';

/** @throws AppError forbidden */
export function demandChange({ actor }: TenantContext, row: TemplateRow): void {
  if (!mayChange(actor, { scope: row.scope, ownerId: row.owner_id }))
    throw new AppError('forbidden', 'Only its writer or a manager can change this template. Copy it to make your own.');
}

/** @throws AppError forbidden */
export function demandDecision(actor: Actor): void {
  if (!mayDecide(actor))
    throw new AppError('forbidden', 'Only owners, admins and managers approve or reject templates.');
}

export function refuseGlobal(): AppError {
  return new AppError('forbidden', 'Only managers write global templates. Save it as a personal one instead.');
}
