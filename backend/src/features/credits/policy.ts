// Who sees which entries.
import type { Actor } from '../../platform/actor';

/** Whose entries the caller sees: their own, or everybody's (null) for those who see all campaigns. */
export function entriesOf(actor: Actor): string | null {
  return actor.can('campaigns.viewAll') ? null : actor.userId;
}
