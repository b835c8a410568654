// Stats: bindings only.
import { getOverview, listActivity } from '@parley/contract';
import { bind, bindOpen } from '../../platform/http/context';
import { readActivity } from './activity';
import { readOverview } from './overview';

export const statsBindings = [
  bindOpen(getOverview, ({ parts, actor }) => readOverview(parts, actor)),
  bind(listActivity, async ({ tx, actor }) => {
    const items = await readActivity(tx, actor.can('campaigns.viewAll') ? null : actor.userId);
    return { items, pagination: { total: items.length, limit: items.length } };
  }),
];
