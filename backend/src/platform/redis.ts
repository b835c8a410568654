// Redis connections. Redis is a doorbell, a pacer and a cache: losing it loses no message.
import { Redis } from 'ioredis';
import type { Config } from './config';
import type { Logger } from './logger';

export type { Redis };

/** Opens a connection that reconnects for ever; `purpose` names it in CLIENT LIST. Blocking users need one of their own. */
export function connectRedis(config: Config['redis'], logger: Logger, purpose: string): Redis {
  const redis = new Redis(config.url, {
    connectionName: `parley-${purpose}`,
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  redis.on('error', (error) => logger.warn('redis is unreachable', { error: error.message, purpose }));
  return redis;
}

/** Keys carry the configured prefix, hash-tagged so that one deployment stays on one slot of a Redis Cluster. */
export function redisKey(config: Config['redis'], ...parts: string[]): string {
  return [config.prefix, ...parts].join(':');
}
