// Looking at lines whose time has come, and taking down instances of removed connections.
import { evolutionGateway } from '../../channels';
import { EvolutionError } from '../../channels/evolution/errors';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { handle } from '../../platform/queues';
import { takeDown } from './actions/leave';
import { lookAtConnection } from './actions/look';
import { lookJob, removeInstanceJob, ringRemoval } from './job-definitions';
import { claimDueLook, findAbandonedInstances, findDueLooks, instanceOfRemoved } from './queries';

const removalRetryMs = 60_000;
/** A gateway that is away for longer keeps an instance that nobody listens to. */
const removalPatienceMs = 86_400_000;

export const connectionJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(lookJob, async ({ tenantId, connectionId }) => {
    const mine = await parts.db.withTenant(tenantId, (tx) => claimDueLook(tx, connectionId));
    if (mine) await lookAtConnection(parts, tenantId, connectionId);
    return undefined;
  }),
  handle(removeInstanceJob, async ({ tenantId, instanceName, since }) => {
    if (await takeDown(parts, tenantId, instanceName)) return undefined;
    return Date.now() - since < removalPatienceMs ? { againInMs: removalRetryMs } : undefined;
  }),
];

export const connectionSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'look-at-due-connections',
    everyMs: 2000,
    run: async () => {
      const due = await findDueLooks(parts.db.system('connections of any tenant whose next look is due'));
      for (const look of due) await parts.queues.ring(lookJob, look, { key: look.connectionId });
    },
  },
  {
    name: 'take-down-abandoned-instances',
    everyMs: 60_000,
    run: async () => {
      const system = parts.db.system('removed connections of any tenant whose instance may still run');
      for (const { tenantId, connectionId } of await findAbandonedInstances(system, removalPatienceMs)) {
        const instanceName = await parts.db.withTenant(tenantId, (tx) => instanceOfRemoved(tx, connectionId));
        if (instanceName) await ringRemoval(parts, tenantId, instanceName);
      }
    },
  },
  { name: 'note-gateway-version', everyMs: 3_600_000, run: () => noteVersion(parts) },
];

/** Support's first question: which gateway is this? */
async function noteVersion({ config, logger }: Parts): Promise<void> {
  const gateway = evolutionGateway(config);
  if (!gateway) return;
  try {
    logger.info('the Evolution server answers', { version: await gateway.readVersion() });
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    logger.warn('the Evolution server does not answer', { kind: error.kind, detail: error.detail });
  }
}
