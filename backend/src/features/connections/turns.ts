// Turns at a gateway: when its server restarts, hundreds of lines are lost in one moment. They are helped back a few at a time, each at a moment of
// its own, so that the server is not put down again by us.
import { newToken } from '../../platform/crypto';
import { type Redis, redisKey } from '../../platform/redis';

/** Lost lines of one gateway that may be tried within `turnMs`: ten a second. A number of ours, not of the gateway's. */
const turnsAtOnce = 20;
const turnMs = 2000;

/** Takes a turn when one is free. Redis' own clock counts. KEYS[1] sorted set of turns by their end; ARGV: length in ms, how many, name. */
const script = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
if redis.call('zcard', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('zadd', KEYS[1], now + ARGV[1], ARGV[3])
  redis.call('pexpire', KEYS[1], ARGV[1])
  return 0
end
local first = redis.call('zrange', KEYS[1], 0, 0, 'withscores')
return math.max(1, tonumber(first[2]) - now)`;

/**
 * @param gateway what is shared by the lines that take turns
 * @returns 0 when it is this line's turn, else milliseconds after which to ask again, spread so that those who wait do not ask together
 */
export async function takeTurn(
  redis: Redis,
  config: { prefix: string; url: string },
  gateway: string,
  random: () => number = Math.random,
): Promise<number> {
  const key = redisKey(config, 'turns', gateway);
  const answer: unknown = await redis.eval(script, 1, key, turnMs, turnsAtOnce, newToken(9));
  const waitMs = Number(answer);
  return waitMs === 0 ? 0 : Math.round(waitMs + random() * turnMs);
}
