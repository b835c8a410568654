// What may be done with an import. Pure.
import type { ImportStatus } from '@parley/contract';
import type { Actor } from '../../platform/actor';

/** Those without `contacts.viewAll` see the imports they made. @returns a where-clause */
export function visibleImports(actor: Pick<Actor, 'userId' | 'can'>): { createdBy?: string } {
  return actor.can('contacts.viewAll') ? {} : { createdBy: actor.userId };
}

/** Starting once, undoing once. */
export function abilitiesFor(status: ImportStatus): { start: boolean; undo: boolean } {
  return { start: status === 'uploaded', undo: status === 'completed' };
}
