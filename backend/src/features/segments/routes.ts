// Segments: bindings only.
import * as contract from '@parley/contract';
import { bind, bindOpen } from '../../platform/http/context';
import { demandSegment, findSegments } from '../contacts';
import { changeSegment, keepSegment, removeSegment } from './actions';
import { countAll, countFor } from './count';
import { presentSegment } from './present';

export const segmentBindings = [
  bindOpen(contract.listSegments, async ({ parts, actor }) => {
    const segments = await parts.db.withTenant(actor.tenantId, (tx) => findSegments(tx, [actor.userId]));
    const counts = await countAll(parts, actor, segments);
    const items = segments.map((segment) => presentSegment(actor, segment, counts.get(segment.id) ?? null));
    return { items, pagination: { limit: items.length, total: items.length } };
  }),
  bind(contract.createSegment, (context, { body }) => keepSegment(context, body)),
  bind(contract.countRules, ({ tx, actor }, { body: { rules, ...line } }) => countFor(tx, actor, rules, line)),
  bind(contract.updateSegment, (context, { params, body }) => changeSegment(context, params.id, body)),
  bind(contract.deleteSegment, (context, { params }) => removeSegment(context, params.id)),
  bind(contract.countSegment, async ({ tx, actor }, { params, query }) => {
    const { rules } = await demandSegment(tx, [actor.userId], params.id);
    return countFor(tx, actor, rules, query);
  }),
];
