// A provider that refuses a whole line for being too fast is obeyed: half the speed, for every worker, at once.
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { oneSignMs, recovery, slowestShare } from './pace';

const speedNow = `least(1, coalesce(slow_speed + ${recovery.step} * floor(extract(epoch from now() - slowed_at) * 1000 / ${recovery.everyMs}), 1))`;

/** Halves the line's speed. Repeated within seconds it changes nothing: those messages left together. */
export async function slowLine(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    const slowed = await tx.one<{ speed: number; before: number }>(
      `with old as (select id, ${speedNow} as speed from connections where tenant_id = $1 and id = $2 for update)
       update connections c set slow_speed = greatest(${slowestShare}, old.speed / 2), slowed_at = now() from old
       where c.tenant_id = $1 and c.id = old.id and (c.slowed_at is null or c.slowed_at < now() - make_interval(secs => ${oneSignMs / 1000}))
       returning c.slow_speed as speed, old.speed::float8 as before`,
      [tenantId, connectionId],
    );
    if (!slowed) return;
    await recordEvent(tx, parts.publish, {
      type: 'connection.slowed',
      subjectId: connectionId,
      data: { speed: Math.round(slowed.speed * 100) / 100 },
    });
    // Running campaigns show it too.
    const running = await tx.query<{ id: string }>(
      "select id from campaigns where tenant_id = $1 and connection_id = $2 and status = 'running'",
      [tenantId, connectionId],
    );
    for (const { id } of running) await recordEvent(tx, parts.publish, { type: 'campaign.progress', subjectId: id });
  });
}
