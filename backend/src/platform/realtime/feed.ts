// The live feed's spine: one stream per tenant in Redis with a sequence that only rises. A frame is encoded once, here.
import type { FrameAudience, FrameData, FrameType } from '@parley/contract';
import type { Config } from '../config';
import type { Logger } from '../logger';
import type { Redis } from '../redis';
import { redisKey } from '../redis';

/** A frame as it travels: the sequence, who may hear it, and the encoded text that goes onto the socket. */
export interface EncodedFrame {
  seq: number;
  audience: FrameAudience;
  /** `{"type":…,"data":…}` without the sequence; the socket writes `{"seq":n,` before it. */
  body: string;
}

export interface Feed {
  /** Appends a frame. A lost Redis loses frames, not data: clients are told to fetch afresh (`resync`). */
  publish<T extends FrameType>(tenantId: string, type: T, data: FrameData<T>, audience: FrameAudience): Promise<void>;
  /** Frames after `since`, or undefined when that far back is not kept (or Redis started anew): the client must fetch afresh. */
  after(tenantId: string, since: number): Promise<EncodedFrame[] | undefined>;
  /** The newest sequence. */
  latest(tenantId: string): Promise<number>;
  channel(tenantId: string): string;
}

/** Frames kept per tenant for resuming clients; at 100 frames a second this covers 100 s of absence. */
const keptFrames = 10_000;

// The sequence starts from the clock in microseconds, so that it also rises across a flushed Redis.
const append = `
local seq = redis.call('INCR', KEYS[1])
if seq == 1 then
  local now = redis.call('TIME')
  seq = now[1] * 1000000 + now[2]
  redis.call('SET', KEYS[1], string.format('%.0f', seq))
  redis.call('SET', KEYS[3], string.format('%.0f', seq))
end
local id = string.format('%.0f', seq)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], id .. '-0', 'a', ARGV[1], 'b', ARGV[2])
redis.call('PUBLISH', ARGV[4], id .. '|' .. ARGV[1] .. '|' .. ARGV[2])
return id
`;

export function createFeed(config: Config['redis'], redis: Redis, logger: Logger): Feed {
  const keys = (tenantId: string) => ({
    seq: redisKey(config, 'feed', tenantId, 'seq'),
    stream: redisKey(config, 'feed', tenantId, 'frames'),
    floor: redisKey(config, 'feed', tenantId, 'floor'),
  });
  const channel = (tenantId: string) => redisKey(config, 'feed', tenantId);
  return {
    channel,
    async publish(tenantId, type, data, audience) {
      const { seq, stream, floor } = keys(tenantId);
      try {
        await redis.eval(
          append,
          3,
          seq,
          stream,
          floor,
          JSON.stringify(audience),
          JSON.stringify({ type, data }),
          keptFrames,
          channel(tenantId),
        );
      } catch (error) {
        logger.warn('a live frame could not be published', { tenantId, type, error });
      }
    },
    async after(tenantId, since) {
      const { seq, stream, floor } = keys(tenantId);
      const [latest, first, lowest] = await Promise.all([
        redis.get(seq),
        redis.xrange(stream, '-', '+', 'COUNT', 1),
        redis.get(floor),
      ]);
      if (latest === null) return undefined;
      if (since === Number(latest)) return [];
      const oldest = first[0] ? Number(first[0][0].split('-')[0]) : Number.POSITIVE_INFINITY;
      const known =
        since >= oldest - 1 && since >= Number(lowest ?? Number.POSITIVE_INFINITY) - 1 && since < Number(latest);
      if (!known) return undefined;
      const entries = await redis.xrange(stream, `${since + 1}-0`, '+');
      return entries.map(([id, fields]) => ({
        seq: Number(id.split('-')[0]),
        audience: JSON.parse(fields[1] ?? '{}'),
        body: fields[3] ?? '',
      }));
    },
    latest: async (tenantId) => Number((await redis.get(keys(tenantId).seq)) ?? 0),
  };
}

/** Reads a published channel message back into a frame. */
export function decodeFrame(message: string): EncodedFrame {
  const first = message.indexOf('|');
  // The audience is JSON of ids and permission names, which never contain a bar.
  const second = message.indexOf('|', first + 1);
  return {
    seq: Number(message.slice(0, first)),
    audience: JSON.parse(message.slice(first + 1, second)),
    body: message.slice(second + 1),
  };
}
