// The quiet hours that a person chose last, for their next campaign.
import { quietHours } from '@parley/contract';
import { readPreference, writePreference } from '../../../lib/preferences';
import type { Draft } from './draft';

/** Two people at one browser have each their own, in each of their tenants. */
export interface Chooser {
  tenant: { id: string };
  user: { id: string };
}

const nameOf = ({ tenant, user }: Chooser) => `quiet.${tenant.id}.${user.id}`;

/** What was chosen last; null when nothing was yet. */
export function recallQuiet(chooser: Chooser): Draft['quiet'] | null {
  const [on, start, end] = (readPreference(nameOf(chooser)) ?? '').split(' ');
  const hours = quietHours.safeParse({ start, end });
  return hours.success && (on === 'on' || on === 'off') ? { on: on === 'on', ...hours.data } : null;
}

export function rememberQuiet(chooser: Chooser, { on, start, end }: Draft['quiet']): void {
  writePreference(nameOf(chooser), [on ? 'on' : 'off', start, end].join(' '));
}
