// What is done for connections by the clock: looking at lines whose time has come, tending tokens, watching silent lines, filling outages, taking
// down instances of removed connections.
import { evolutionGateway } from '../../channels';
import { EvolutionError } from '../../channels/evolution/errors';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { handle } from '../../platform/queues';
import { findAbandonedInstances, instanceOfRemoved } from './abandoned';
import { takeDown } from './actions/leave';
import { lookAtConnection } from './actions/look';
import { renewWithinMs, tendToken } from './actions/tend-token';
import { gapJob, lookJob, removeInstanceJob, ringRemoval, tokenJob, watchJob } from './job-definitions';
import { claimDueLook, findDueLooks } from './queries';
import { reconcileGap } from './reconcile';
import { takeTurn } from './turns';
import { quietMs, watchEveryMs, watchLine } from './watch';

const removalRetryMs = 60_000;
/** A gateway that is away for longer keeps an instance that nobody listens to. */
const removalPatienceMs = 86_400_000;

export const connectionJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(lookJob, async ({ tenantId, connectionId }) => {
    const waitMs = await waitForTurn(parts, tenantId, connectionId);
    if (waitMs > 0) return { againInMs: waitMs };
    const mine = await parts.db.withTenant(tenantId, (tx) => claimDueLook(tx, connectionId));
    if (mine) await lookAtConnection(parts, tenantId, connectionId);
    return undefined;
  }),
  handle(tokenJob, async ({ tenantId, connectionId }) => {
    await tendToken(parts, tenantId, connectionId);
    return undefined;
  }),
  handle(watchJob, async ({ tenantId, connectionId }) => {
    await watchLine(parts, tenantId, connectionId);
    return undefined;
  }),
  handle(gapJob, async ({ tenantId, gapId }) => {
    await reconcileGap(parts, tenantId, gapId);
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
    name: 'tend-tokens',
    everyMs: 300_000,
    run: async () => {
      const due = await parts.db
        .system('lines of any tenant whose token is to be proved or renewed')
        .query<Due>("select * from tokens_due('1 day', $1 * interval '1 millisecond')", [renewWithinMs]);
      for (const { tenant_id: tenantId, id: connectionId } of due)
        await parts.queues.ring(tokenJob, { tenantId, connectionId }, { key: connectionId });
    },
  },
  {
    name: 'watch-silent-connections',
    everyMs: 60_000,
    run: async () => {
      const silent = await parts.db
        .system('connected lines of any tenant that say nothing')
        .query<Due>("select * from connections_silent($1 * interval '1 millisecond', $2 * interval '1 millisecond')", [
          quietMs,
          watchEveryMs,
        ]);
      for (const { tenant_id: tenantId, id: connectionId } of silent)
        await parts.queues.ring(watchJob, { tenantId, connectionId }, { key: connectionId });
    },
  },
  {
    name: 'reconcile-gaps',
    everyMs: 5000,
    run: async () => {
      const due = await parts.db
        .system('outages of any tenant whose messages were not fetched yet')
        .query<Due>('select * from gaps_due(200)');
      for (const { tenant_id: tenantId, id: gapId } of due)
        await parts.queues.ring(gapJob, { tenantId, gapId }, { key: gapId });
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

interface Due {
  tenant_id: string;
  id: string;
}

/** Lines that are lost take turns at their gateway; routine looks do not wait. @returns milliseconds to wait */
async function waitForTurn(parts: Parts, tenantId: string, connectionId: string): Promise<number> {
  const [row] = await parts.db.read<{ state: string; channel: string }>(
    tenantId,
    'select state, channel from connections where tenant_id = $1 and id = $2 and removed_at is null',
    [tenantId, connectionId],
    'look-whose-turn',
  );
  if (!row || row.state === 'connected') return 0;
  return takeTurn(parts.redis, parts.config.redis, row.channel);
}

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
