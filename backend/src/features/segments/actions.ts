// Keeping, changing and deleting segments.
import type { createSegment, EndpointParsed, Segment, SegmentRules, updateSegment } from '@parley/contract';
import { brokenConstraint } from '../../platform/db/faults';
import { AppError } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { demandSegment } from '../contacts';
import { mayChange } from './policy';
import { presentSegment } from './present';

/** @throws AppError forbidden when sharing takes more, name_taken */
export async function keepSegment(
  context: TenantContext,
  { name, rules, shared }: EndpointParsed<typeof createSegment>['body'],
): Promise<Segment> {
  const { tx, actor, record } = context;
  const ownerId = shared ? null : actor.userId;
  demandChange(context, ownerId);
  const id = newId();
  await orNameTaken(
    name,
    tx.query('insert into segments (tenant_id, id, name, owner_id, rules) values ($1, $2, $3, $4, $5)', [
      tx.tenantId,
      id,
      name,
      ownerId,
      JSON.stringify(rules),
    ]),
  );
  await record({ type: 'segment.created', subjectId: id, data: { name, ownerIds: [ownerId] } });
  return presentSegment(actor, await demandSegment(tx, [actor.userId], id));
}

/**
 * What is not said stays. Sharing gives one's own to the team; taking it back makes it the one's own who did.
 * @throws AppError not_found, forbidden, name_taken
 */
export async function changeSegment(
  context: TenantContext,
  id: string,
  changes: EndpointParsed<typeof updateSegment>['body'],
): Promise<Segment> {
  const { tx, actor, record } = context;
  const before = await demandSegment(tx, [actor.userId], id, { lock: true });
  demandChange(context, before.ownerId);
  const ownerId = changes.shared === undefined ? before.ownerId : changes.shared ? null : actor.userId;
  demandChange(context, ownerId);
  const { name = before.name } = changes;
  const rules: SegmentRules = changes.rules ?? before.rules;
  await orNameTaken(
    name,
    tx.query(
      'update segments set name = $3, rules = $4, owner_id = $5, updated_at = now() where tenant_id = $1 and id = $2',
      [tx.tenantId, id, name, JSON.stringify(rules), ownerId],
    ),
  );
  await record({ type: 'segment.updated', subjectId: id, data: { name, ownerIds: [before.ownerId, ownerId] } });
  return presentSegment(actor, await demandSegment(tx, [actor.userId], id));
}

/** @throws AppError not_found, forbidden, wrong_state naming the campaign that waits for it */
export async function removeSegment(context: TenantContext, id: string): Promise<Record<string, never>> {
  const { tx, actor, record } = context;
  const before = await demandSegment(tx, [actor.userId], id, { lock: true });
  demandChange(context, before.ownerId);
  const waiting = await tx.one<{ name: string }>(
    `select name from campaigns where tenant_id = $1 and audience ->> 'segmentId' = $2 and status in ('draft', 'scheduled', 'failed')
     order by status = 'scheduled' desc, created_at desc limit 1`,
    [tx.tenantId, id],
  );
  if (waiting)
    throw new AppError(
      'wrong_state',
      `The campaign “${waiting.name}” goes to this segment. Choose other people for it or delete it first.`,
      { data: { campaign: waiting.name } },
    );
  await tx.query('delete from segments where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  await record({ type: 'segment.deleted', subjectId: id, data: { name: before.name, ownerIds: [before.ownerId] } });
  return {};
}

/** @throws AppError forbidden */
function demandChange({ actor }: TenantContext, ownerId: string | null): void {
  if (!mayChange(actor, ownerId))
    throw new AppError('forbidden', 'Segments of the whole team are kept by managers. Keep one of your own instead.');
}

/** @throws AppError name_taken */
async function orNameTaken(name: string, writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) !== 'segments_name_key') throw error;
    throw new AppError('name_taken', `There is a segment called “${name}” already. Choose another name.`, {
      details: [{ path: 'name', message: 'Already used' }],
    });
  }
}
