// What may be done with an import. Pure.
import type { ImportStatus } from '@parley/contract';
import type { Actor } from '../../platform/actor';

/** Those without `contacts.viewAll` see the imports they made. */
export function visibleImportsSql(actor: Pick<Actor, 'userId' | 'can'>, alias: string, params: unknown[]): string {
  if (actor.can('contacts.viewAll')) return 'true';
  params.push(actor.userId);
  return `${alias}.created_by = $${params.length}`;
}

/** Starting once, undoing once. */
export function abilitiesFor(status: ImportStatus): { start: boolean; undo: boolean } {
  return { start: status === 'uploaded', undo: status === 'completed' };
}
