// The lane's job as it is asked for: by whoever put a message into the outbox.
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import { defineJob } from '../../platform/queues';

export const laneJob = defineJob({
  name: 'lane',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
  lockMs: 3000,
});

/** Asks the lane of a connection to run; harmless to repeat. */
export async function ringLane(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  await parts.queues.ring(laneJob, { tenantId, connectionId }, { key: connectionId });
}
