// The jobs of connections, apart from what they do.
import { z } from 'zod';
import { defineJob } from '../../platform/queues';

/** Looks at one line whose time has come. */
export const lookJob = defineJob({
  name: 'connection-look',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid() }),
});

/** Takes down the instance of a removed connection; `since` (epoch milliseconds) bounds how long it is tried. */
export const removeInstanceJob = defineJob({
  name: 'instance-remove',
  payload: z.object({ tenantId: z.uuid(), instanceName: z.string(), since: z.number() }),
});
