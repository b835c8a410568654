// The parts a process is wired from; `main` builds them once and hands them to whatever needs them.
import type { Config } from './config';
import type { Vault } from './crypto';
import type { Database } from './db/database';
import type { PublishEvent } from './events';
import type { Logger } from './logger';
import type { Mailer } from './mail';
import type { Queues } from './queues';
import type { Feed } from './realtime/feed';
import type { Redis } from './redis';
import type { Storage } from './storage';

export interface Parts {
  config: Config;
  logger: Logger;
  db: Database;
  redis: Redis;
  queues: Queues;
  feed: Feed;
  vault: Vault;
  storage: Storage;
  mail: Mailer;
  /** Publishes a recorded event; see `platform/events`. */
  publish: PublishEvent;
}
