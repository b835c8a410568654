// Work of the inbox's tools behind the scenes: giving chats, and telling when somebody has left a chat without a word.
import { doEachDue } from '../../platform/each-due';
import type { Feature } from '../../platform/feature';
import { handle } from '../../platform/queues';
import { presenceJobs } from '../chats';
import { assignWaiting } from './assign/assign-waiting';
import { assignChatsJob } from './assign/ring';

export const inboxToolsJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(assignChatsJob, async ({ tenantId }, signal) => {
    await assignWaiting(parts, tenantId, signal);
    return undefined;
  }),
  ...presenceJobs(parts),
];

/** The job is prompt; this makes good what a lost Redis forgot. */
export const inboxToolsSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'assign-waiting-chats',
    everyMs: 10_000,
    run: async (signal) => {
      const due = await parts.db
        .system('tenants of whose chats somebody waits to be given')
        .query<{ tenant_id: string }>('select * from assignments_due()');
      await doEachDue(parts, signal, due, 'waiting chats could not be given to somebody', ({ tenant_id: tenantId }) =>
        assignWaiting(parts, tenantId, signal),
      );
    },
  },
];
