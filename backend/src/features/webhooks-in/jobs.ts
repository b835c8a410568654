// The intake job: one connection's events in short slices; and the sweep for what was stored but never rung.
import type { Feature } from '../../platform/feature';
import { handle } from '../../platform/queues';
import { applyNext } from './apply';
import { intakeJob, ringIntake } from './job-definitions';
import { findDueIntakes } from './queries';

const sliceMs = 1500;
const busyRetryMs = 250;

export const intakeJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(intakeJob, async ({ tenantId, connectionId }, signal) => {
    const until = Date.now() + sliceMs;
    while (!signal.aborted) {
      const progress = await applyNext(parts, tenantId, connectionId);
      if (progress === 'busy') return { againInMs: busyRetryMs };
      // What waits is taken up again by the next ring or the sweep.
      if (progress !== 'more') return undefined;
      if (Date.now() > until) return { againInMs: 0 };
    }
    return undefined;
  }),
];

export const intakeSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'ring-due-intakes',
    everyMs: 3000,
    run: async () => {
      const due = await findDueIntakes(parts.db.system('connections of any tenant with webhooks to apply'));
      for (const one of due) await ringIntake(parts, one.tenantId, one.connectionId);
    },
  },
];
