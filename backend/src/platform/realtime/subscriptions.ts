// The tenants that this process listens to: one shared subscriber connection to Redis, one subscription per tenant with open sockets.
import type { Parts } from '../parts';
import { connectRedis } from '../redis';
import { decodeFrame } from './feed';
import { TenantFeed } from './tenant-feed';

export interface Subscriptions {
  /** The tenant's feed, listening; give it back with `release`. */
  acquire(tenantId: string): Promise<TenantFeed>;
  release(feed: TenantFeed): void;
  /** Looks for frames that came while nothing was heard; found out this way even when no further frame shows the gap. */
  fillAll(): void;
  close(): void;
}

interface Entry {
  feed: TenantFeed;
  users: number;
  started: Promise<void>;
}

export function createSubscriptions({ config, logger, feed: stream }: Parts): Subscriptions {
  const redis = connectRedis(config.redis, logger, 'live');
  const entries = new Map<string, Entry>();
  let closed = false;
  const listen = async (feed: TenantFeed) => {
    await redis.subscribe(stream.channel(feed.tenantId));
    await feed.start();
  };
  redis.on('message', (channel, message) => entries.get(channel)?.feed.take(decodeFrame(message)));
  // Subscribed again explicitly, so that filling starts when the subscription stands and nothing falls between.
  redis.on('ready', () => {
    for (const { feed } of entries.values())
      listen(feed).catch((error) => logger.warn('a live subscription failed', { tenantId: feed.tenantId, error }));
  });
  return {
    async acquire(tenantId) {
      const channel = stream.channel(tenantId);
      let entry = entries.get(channel);
      if (!entry) {
        const feed = new TenantFeed(tenantId, stream, logger);
        entry = { feed, users: 0, started: listen(feed) };
        entries.set(channel, entry);
      }
      entry.users += 1;
      try {
        await entry.started;
      } catch (error) {
        this.release(entry.feed);
        throw error;
      }
      return entry.feed;
    },
    release(feed) {
      const channel = stream.channel(feed.tenantId);
      const entry = entries.get(channel);
      if (entry?.feed !== feed) return;
      entry.users -= 1;
      if (entry.users > 0) return;
      entries.delete(channel);
      if (closed) return;
      redis.unsubscribe(channel).catch((error) => logger.warn('a live subscription could not be ended', { error }));
    },
    fillAll() {
      for (const { feed } of entries.values()) void feed.fill();
    },
    close() {
      closed = true;
      redis.disconnect();
    },
  };
}
