// The job that reads a list.
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import { defineJob } from '../../platform/queues';

export const recipientListJob = defineJob({
  name: 'recipient-list',
  payload: z.object({ tenantId: z.uuid(), listId: z.uuid() }),
  // Files are heavy to read; two at once leave room for everything else.
  concurrency: 2,
});

/** Asks for the list to be read on; harmless to repeat. */
export function ringList(parts: Parts, tenantId: string, listId: string): Promise<void> {
  return parts.queues.ring(recipientListJob, { tenantId, listId }, { key: listId });
}
