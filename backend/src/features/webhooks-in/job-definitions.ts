// The intake job, apart from what it does.
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import { defineJob } from '../../platform/queues';

/** Applies the stored events of one connection. */
export const intakeJob = defineJob({
  name: 'intake',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
  lockMs: 3000,
});

export async function ringIntake(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  await parts.queues.ring(intakeJob, { tenantId, connectionId }, { key: `intake:${connectionId}` });
}
