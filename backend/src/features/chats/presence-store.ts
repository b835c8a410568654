// The people in a chat as Redis keeps them: one hash per chat, one field per person with the times until which they look and write.
import type { ChatViewer } from '@parley/contract';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';

/** Clients repeat "viewing" every 20 s: two may be lost. */
const viewingMs = 45_000;
/** Clients repeat "typing" every 3 s: one may be lost. */
const typingMs = 6_000;

export interface PresenceChange {
  viewers: ChatViewer[];
  /** Who is there or who writes is not what was told last. */
  changed: boolean;
  /** When the next of them lapses without a word; null when nobody is there. */
  lapsesInMs: number | null;
}

// KEYS: the chat's hash. ARGV: person, name, state (empty: only look), viewing ms, typing ms.
// The field '#' holds what was told last, so that of many callers exactly one sees a change. It outlives the people, who must be seen to go.
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[3] == 'left' then
  redis.call('HDEL', KEYS[1], ARGV[1])
elseif ARGV[3] ~= '' then
  local typing = ARGV[3] == 'typing' and now + ARGV[5] or 0
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f|%.0f|%s', now + ARGV[4], typing, ARGV[2]))
end
local fields = redis.call('HGETALL', KEYS[1])
local told = ''
local people = {}
local lapse = 0
for at = 1, #fields, 2 do
  if fields[at] == '#' then
    told = fields[at + 1]
  else
    local seen, typing, name = string.match(fields[at + 1], '^(%d+)|(%d+)|(.*)$')
    seen = tonumber(seen)
    typing = tonumber(typing)
    if seen <= now then
      redis.call('HDEL', KEYS[1], fields[at])
    else
      local ends = seen
      if typing > now then ends = math.min(seen, typing) end
      if lapse == 0 or ends < lapse then lapse = ends end
      people[#people + 1] = { fields[at], typing > now and '1' or '0', name }
    end
  end
end
table.sort(people, function(a, b) return a[1] < b[1] end)
local answer = {}
local now_told = ''
for _, person in ipairs(people) do
  now_told = now_told .. person[1] .. person[2]
  for _, value in ipairs(person) do answer[#answer + 1] = value end
end
if #people == 0 then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], '#', now_told)
  redis.call('PEXPIRE', KEYS[1], ARGV[4] * 4)
end
return { now_told ~= told and 1 or 0, lapse == 0 and -1 or lapse - now, answer }
`;

/** Somebody looks at the chat, or did a moment ago. Changes nothing of what was told. */
export async function isAnybodyThere(
  { redis, config }: Pick<Parts, 'redis' | 'config'>,
  { tenantId, chatId }: { tenantId: string; chatId: string },
): Promise<boolean> {
  return (await redis.exists(redisKey(config.redis, 'presence', tenantId, chatId))) === 1;
}

/** Notes the person's state, or only looks when none is given, and tells who is there now. One round trip. */
export async function takePresence(
  { redis, config }: Pick<Parts, 'redis' | 'config'>,
  { tenantId, chatId }: { tenantId: string; chatId: string },
  of: { userId: string; name: string; state: string } = { userId: '', name: '', state: '' },
): Promise<PresenceChange> {
  const key = redisKey(config.redis, 'presence', tenantId, chatId);
  const answer = await redis.eval(script, 1, key, of.userId, of.name, of.state, viewingMs, typingMs);
  // The script above answers in this form.
  const [changed, lapsesInMs, flat] = answer as [number, number, string[]];
  const viewers = Array.from({ length: flat.length / 3 }, (_, at) => {
    const [userId = '', typing, name = ''] = flat.slice(at * 3, at * 3 + 3);
    return { userId, name, typing: typing === '1' };
  });
  return { viewers, changed: changed === 1, lapsesInMs: lapsesInMs < 0 ? null : lapsesInMs };
}
