// Builds the parts of a process from its configuration and wires them. Nothing else knows everything.
import path from 'node:path';
import { endpoints } from '@parley/contract';
import type { Config } from '../platform/config';
import { createVault } from '../platform/crypto';
import { createDatabase } from '../platform/db/database';
import type { Logger } from '../platform/logger';
import { createMailer } from '../platform/mail';
import type { Parts } from '../platform/parts';
import { createPublisher, type EventSubscriber, publishLeftovers } from '../platform/publisher';
import { createQueues, type JobHandler, type Sweep } from '../platform/queues';
import { createFeed } from '../platform/realtime/feed';
import { connectRedis } from '../platform/redis';
import { createStorage } from '../platform/storage';
import { createS3Storage } from '../platform/storage-s3';
import { features, findJobFaults, findRegistryFaults } from '../registry';

export interface BuiltParts {
  parts: Parts;
  jobs: JobHandler[];
  sweeps: Sweep[];
  close(): Promise<void>;
}

/** Opens connections and joins the features to them. */
export function buildParts(config: Config, logger: Logger): BuiltParts {
  const db = createDatabase(config.database, logger);
  const redis = connectRedis(config.redis, logger, 'main');
  const queues = createQueues(config.redis, logger);
  let subscribers: readonly EventSubscriber[] = [];
  const publish = createPublisher(db, logger, () => subscribers);
  const parts: Parts = {
    config,
    logger,
    db,
    redis,
    queues,
    publish,
    feed: createFeed(config.redis, redis),
    vault: createVault(config.encryption),
    storage: config.s3 ? createS3Storage(config.s3) : createStorage(config.storageDir),
    mail: createMailer(config.mail, path.join(config.storageDir, 'outbox'), logger),
  };
  subscribers = features.flatMap((feature) => feature.subscribers?.(parts) ?? []);
  return {
    parts,
    jobs: features.flatMap((feature) => feature.jobs?.(parts) ?? []),
    sweeps: [publishLeftovers(db, publish), ...features.flatMap((feature) => feature.sweeps?.(parts) ?? [])],
    async close() {
      await queues.close();
      redis.disconnect();
      await db.close();
    },
  };
}

/** @throws Error listing every endpoint or job with zero or two handlers */
export function assertRegistry(jobs: readonly JobHandler[]): void {
  const faults = [...findRegistryFaults(endpoints), ...findJobFaults(jobs.map((job) => job.definition.name))];
  if (faults.length > 0) throw new Error(`The registry is not complete:\n  ${faults.join('\n  ')}`);
}
