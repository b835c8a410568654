// The lane job and the sweeps that make a lost ring cost seconds, not messages.
import { doEachDue } from '../../platform/each-due';
import type { Feature } from '../../platform/feature';
import { handle } from '../../platform/queues';
import { createLaneContext, runLane } from './lane';
import { laneJob, ringLane } from './ring';
import { applyLateMatches } from './statuses';

export const outboxJobs: NonNullable<Feature['jobs']> = (parts) => {
  const context = createLaneContext(parts);
  return [handle(laneJob, ({ tenantId, connectionId }, signal) => runLane(context, tenantId, connectionId, signal))];
};

export const outboxSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'ring-due-lanes',
    everyMs: 3000,
    run: async () => {
      const lanes = await parts.db
        .system('lanes of any tenant with due messages')
        .query<{ tenant_id: string; connection_id: string }>('select * from lanes_due()');
      for (const lane of lanes) await ringLane(parts, lane.tenant_id, lane.connection_id);
    },
  },
  {
    name: 'match-early-statuses',
    everyMs: 5000,
    run: async (signal) => {
      const due = await parts.db
        .system('connections of any tenant with statuses to match')
        .query<{ tenant_id: string; connection_id: string }>('select * from early_statuses_due()');
      await doEachDue(parts, signal, due, 'early statuses could not be matched', (line) =>
        parts.db.withTenant(line.tenant_id, (tx) => applyLateMatches(tx, parts, line.connection_id)),
      );
    },
  },
  {
    name: 'purge-outbox',
    everyMs: 3_600_000,
    run: async () =>
      void (await parts.db.system('old statuses and usage of all tenants').query('select purge_outbox()')),
  },
];
