// The jobs of connections, apart from what they do.
import { z } from 'zod';
import type { Parts } from '../../platform/parts';
import { defineJob } from '../../platform/queues';

/** Looks at one line whose time has come. */
export const lookJob = defineJob({
  name: 'connection-look',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
});

/** Proves the token of one line, and renews it when it runs out soon. */
export const tokenJob = defineJob({
  name: 'connection-token',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
  concurrency: 4,
});

/** Looks at a line that says nothing. */
export const watchJob = defineJob({
  name: 'connection-watch',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
  concurrency: 4,
});

/** Fetches the messages of an outage that is over. */
export const gapJob = defineJob({
  name: 'connection-gap',
  payload: z.object({ tenantId: z.uuid(), gapId: z.uuid() }),
  concurrency: 2,
});

/** Takes down the instance of a removed connection; `since` (epoch milliseconds) bounds how long it is tried. */
export const removeInstanceJob = defineJob({
  name: 'instance-remove',
  payload: z.object({ tenantId: z.uuid(), instanceName: z.string(), since: z.number() }),
});

/** Asks for an instance to be taken down; harmless to repeat. */
export async function ringRemoval(parts: Parts, tenantId: string, instanceName: string): Promise<void> {
  await parts.queues.ring(removeInstanceJob, { tenantId, instanceName, since: Date.now() }, { key: instanceName });
}
