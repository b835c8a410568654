// Keeping the lists of templates fresh: a fetch a day for each account, and at once when Meta tells of one that is not known.
import { z } from 'zod';
import { ChannelError } from '../../channels/channel';
import { AppError } from '../../platform/errors';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { redisKey } from '../../platform/redis';
import { findLine, lastSync } from './queries';
import { fetchTemplates } from './sync';

const syncJob = defineJob({
  name: 'template-sync',
  payload: z.object({ tenantId: z.uuid(), connectionId: z.uuid(), evenIfFresh: z.boolean() }),
  concurrency: 2,
});

const freshForMs = 86_400_000;
/** Asked by several at once, or again and again by an account without templates: one fetch within this time. */
const restMs = 3_600_000;

/** Asks for a fetch; harmless to repeat. */
export async function ringSync(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  await parts.queues.ring(syncJob, { tenantId, connectionId, evenIfFresh: true }, { key: connectionId, delayMs: 1000 });
}

export const templateJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(syncJob, async ({ tenantId, connectionId, evenIfFresh }) => {
    const line = await parts.db.withTenant(tenantId, (tx) => findLine(tx, connectionId));
    if (line?.channel !== 'whatsapp_cloud' || !line.account_id || !line.credentials) return undefined;
    const accountId = line.account_id;
    const synced = await parts.db.withTenant(tenantId, (tx) => lastSync(tx, accountId));
    if (!evenIfFresh && synced && Date.now() - synced.getTime() < freshForMs) return undefined;
    if (!evenIfFresh && !(await takesTurn(parts, tenantId, accountId))) return undefined;
    try {
      await fetchTemplates(parts, line);
    } catch (error) {
      // The line's own checks tell people what is wrong with it.
      if (!(error instanceof ChannelError) && !(error instanceof AppError)) throw error;
      parts.logger.info('the templates of an account could not be fetched', { connectionId, detail: error.message });
    }
    return undefined;
  }),
];

/** One turn for each account and time. */
async function takesTurn({ redis, config }: Parts, tenantId: string, accountId: string): Promise<boolean> {
  const key = redisKey(config.redis, 'template-sync', tenantId, accountId);
  return (await redis.set(key, '1', 'PX', restMs, 'NX')) === 'OK';
}

export const templateSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'sync-provider-templates',
    everyMs: 600_000,
    run: async (signal) => {
      const due = await parts.db
        .system('accounts of any tenant whose templates were not fetched for a day')
        .query<{ tenant_id: string; id: string }>("select * from template_syncs_due('1 day')");
      for (const { tenant_id: tenantId, id: connectionId } of due) {
        if (signal.aborted) return;
        await parts.queues.ring(syncJob, { tenantId, connectionId, evenIfFresh: false }, { key: connectionId });
      }
    },
  },
];
