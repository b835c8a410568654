// Rate limits in Redis, per IP and per account; when Redis is away each process counts for itself.

import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config';
import { AppError } from '../errors';
import type { Redis } from '../redis';
import { redisKey } from '../redis';

export interface RateLimits {
  /** Counts one request of `key` in a class; sets the RateLimit headers. @throws AppError too_many_requests */
  take(limitClass: 'api' | 'auth' | 'webhook', key: string, res: Response): Promise<void>;
}

/** Points a minute: `api` and `auth` are configured; webhooks get a ceiling that only a flood reaches. */
export function createRateLimits(config: Config, redis: Redis): RateLimits {
  const limiter = (name: string, points: number) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: redisKey(config.redis, 'rl', name),
      points,
      duration: 60,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory({ points, duration: 60 }),
    });
  const limiters = {
    api: limiter('api', config.rateLimit.perMinute),
    auth: limiter('auth', config.rateLimit.authPerMinute),
    webhook: limiter('webhook', 120_000),
  };
  return {
    async take(limitClass, key, res) {
      if (!config.rateLimit.enabled) return;
      const active = limiters[limitClass];
      try {
        const state = await active.consume(key);
        res.setHeader('RateLimit-Policy', `"${limitClass}";q=${active.points};w=60`);
        res.setHeader(
          'RateLimit',
          `"${limitClass}";r=${state.remainingPoints};t=${Math.ceil(state.msBeforeNext / 1000)}`,
        );
      } catch (state) {
        if (!(state instanceof RateLimiterRes)) throw state;
        const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
        throw new AppError('too_many_requests', `Too many requests. Try again in ${seconds} seconds.`, {
          retryAfterSeconds: seconds,
        });
      }
    },
  };
}
