// The live feed's spine: one stream per tenant in Redis with a sequence that only rises. A frame is encoded once, here.
import type { FrameAudience, FrameData, FrameType } from '@parley/contract';
import type { Config } from '../config';
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
  /**
   * Appends a frame. While Redis is away it fails soon instead of waiting: the event stays unpublished and the sweeper repeats it, so that
   * nobody's request hangs on the live feed and no frame is missing without a gap in the sequence.
   * @throws Error when Redis does not take it
   */
  publish<T extends FrameType>(tenantId: string, type: T, data: FrameData<T>, audience: FrameAudience): Promise<void>;
  /**
   * The frames that follow `since`, oldest first and without a gap; at most `limit` (500), so ask again from the last one. Empty when there is nothing
   * newer; undefined when that far back is not kept (or Redis started anew): the client must fetch afresh.
   */
  after(tenantId: string, since: number, limit?: number): Promise<EncodedFrame[] | undefined>;
  /** The newest sequence. A tenant that is heard of for the first time starts one, so that its first frame has a predecessor. */
  latest(tenantId: string): Promise<number>;
  channel(tenantId: string): string;
}

/** Frames kept per tenant for resuming clients; at 100 frames a second this covers 100 s of absence. */
const keptFrames = 10_000;
const publishWithinMs = 2000;
/** States of a connection that was lost, in contrast to one that is just being opened. */
const lost = ['reconnecting', 'close', 'end'];

// The sequence starts from the clock in microseconds, so that it also rises across a flushed Redis.
const start = `
if redis.call('EXISTS', KEYS[1]) == 0 then
  local now = redis.call('TIME')
  redis.call('SET', KEYS[1], string.format('%.0f', now[1] * 1000000 + now[2]))
end
`;
const append = `${start}
redis.call('INCR', KEYS[1])
local id = redis.call('GET', KEYS[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], id .. '-0', 'a', ARGV[1], 'b', ARGV[2])
redis.call('PUBLISH', ARGV[4], id .. '|' .. ARGV[1] .. '|' .. ARGV[2])
return id
`;
const newest = `${start}
return redis.call('GET', KEYS[1])
`;

export function createFeed(config: Config['redis'], redis: Redis): Feed {
  const seqKey = (tenantId: string) => redisKey(config, 'feed', tenantId, 'seq');
  const streamKey = (tenantId: string) => redisKey(config, 'feed', tenantId, 'frames');
  const channel = (tenantId: string) => redisKey(config, 'feed', tenantId);
  return {
    channel,
    async publish(tenantId, type, data, audience) {
      if (lost.includes(redis.status)) throw new Error('Redis is away: the live frame waits for the sweeper');
      const appended = redis.eval(
        append,
        2,
        seqKey(tenantId),
        streamKey(tenantId),
        JSON.stringify(audience),
        JSON.stringify({ type, data }),
        keptFrames,
        channel(tenantId),
      );
      await inTime(appended, publishWithinMs);
    },
    async after(tenantId, since, limit = 500) {
      const [latest, entries] = await Promise.all([
        redis.get(seqKey(tenantId)),
        redis.xrange(streamKey(tenantId), `${since + 1}-0`, '+', 'COUNT', limit),
      ]);
      const frames = entries.map(([id, fields]) => ({
        seq: Number(id.split('-')[0]),
        audience: JSON.parse(fields[1] ?? '{}'),
        body: fields[3] ?? '',
      }));
      const [first] = frames;
      // Within one life of Redis the sequence has no gaps, so the next frame proves that nothing between was lost.
      if (first) return first.seq === since + 1 ? frames : undefined;
      return Number(latest) === since && latest !== null ? [] : undefined;
    },
    latest: async (tenantId) => Number(await redis.eval(newest, 1, seqKey(tenantId))),
  };
}

/** Fails when the work takes longer; the work itself is left to end. */
async function inTime(work: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${withinMs} ms`)), withinMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
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
