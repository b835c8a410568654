// Today at a glance.
import type { Overview } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { found } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import { remember } from '../../platform/remember';
import { type Reach, reachOf } from './policy';
import { type Numbers, type Present, readNumbers, readPresent } from './queries';

/** The shell of every open tab asks for this; counting is shared by those who see the same, see `remember`. */
export async function readOverview(parts: Parts, actor: Actor): Promise<Overview> {
  const reach = reachOf(actor);
  const [numbers, present] = await Promise.all([
    remember(parts, ['overview', actor.tenantId, ...keyOf(reach)], () => readNumbers(parts.db, actor.tenantId, reach)),
    readPresent(parts.db, actor.tenantId, reach),
  ]);
  return presentOverview(found(numbers, 'team'), found(present, 'team'), actor);
}

function keyOf(reach: Reach): string[] {
  return Object.values(reach).map((value) => String(value ?? 'all'));
}

function presentOverview(numbers: Numbers, present: Present, actor: Actor): Overview {
  const { sent, delivered, read, failed, received } = numbers;
  const campaigns = { running: present.running, scheduled: present.scheduled, paused: present.paused };
  return {
    today: { sent, delivered, read, failed, received },
    hours: numbers.hours.map((hour) => ({ ...hour, at: new Date(hour.at).toISOString() })),
    contacts: { total: numbers.contacts_total, addedToday: numbers.contacts_added },
    chats: { open: numbers.chats_open, unread: present.chats_unread },
    connections: { connected: present.connected, total: present.connections },
    campaigns: actor.can('campaigns.read') ? campaigns : { running: 0, scheduled: 0, paused: 0 },
    credits: actor.can('credits.read') ? present.credits : null,
  };
}
