// A segment as the API shows it.
import type { Segment } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { FoundSegment } from '../contacts';
import { abilitiesOf } from './policy';

export function presentSegment(actor: Actor, row: FoundSegment, count: number | null = null): Segment {
  return {
    id: row.id,
    name: row.name,
    shared: row.ownerId === null,
    rules: row.rules,
    count,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    abilities: abilitiesOf(actor, row.ownerId),
  };
}
