// A customer is writing: told to those who look at the chat at this moment, and kept nowhere. What is lost is made up by the next word of the
// provider, or by the message itself.
import type { Role } from '@parley/contract';
import type { Address } from '../../channels/address';
import type { Parts } from '../../platform/parts';
import { phoneKey } from '../../platform/phone';
import { redisKey } from '../../platform/redis';
import { audienceOf } from './policy';
import { isAnybodyThere } from './presence-store';

/** A provider repeats "composing" every few seconds (WhatsApp: ten); screens hold it for longer than this. */
const toldEveryMs = 5000;
/** After this long without a word nobody believes it any more. */
const heldMs = 25_000;

/** @param from who writes to this connection; somebody without a chat there is nobody's concern */
export async function showContactTyping(
  parts: Parts,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  from: Address,
  typing: boolean,
): Promise<void> {
  const { redis, config } = parts;
  // Without Redis the calls below would wait for its return.
  if (redis.status !== 'ready') return;
  const key = redisKey(config.redis, 'contact-typing', connectionId, from.phone ?? from.lid ?? '');
  if (!(await (typing ? isNews(parts, key) : wasTyping(parts, key)))) return;
  const chat = await findChatOf(parts, tenantId, connectionId, from);
  if (!chat || !(await isAnybodyThere(parts, { tenantId, chatId: chat.id }))) return;
  const audience = audienceOf({
    ownerId: chat.owner_id,
    ownerRole: chat.owner_role,
    assigneeId: chat.assignee_id,
    assigneeRole: chat.assignee_role,
  });
  await parts.feed.publish(tenantId, 'contact.typing', { chatId: chat.id, typing }, audience);
}

/** One step at Redis, so that two webhooks at once are not both news. */
async function isNews({ redis }: Parts, key: string): Promise<boolean> {
  if ((await redis.set(justTold(key), 1, 'PX', toldEveryMs, 'NX')) === null) return false;
  await redis.set(key, 1, 'PX', heldMs);
  return true;
}

async function wasTyping({ redis }: Parts, key: string): Promise<boolean> {
  return (await redis.del(key, justTold(key))) > 0;
}

const justTold = (key: string) => `${key}:told`;

interface TypingRow {
  id: string;
  owner_id: string | null;
  owner_role: Role | null;
  assignee_id: string | null;
  assignee_role: Role | null;
}

async function findChatOf(
  { db }: Parts,
  tenantId: string,
  connectionId: string,
  { phone, lid }: Address,
): Promise<TypingRow | undefined> {
  const [row] = await db.read<TypingRow>(
    tenantId,
    `select c.id, c.owner_id, om.role as owner_role, c.assignee_id, am.role as assignee_role
     from chats c
     left join memberships am on am.tenant_id = c.tenant_id and am.user_id = c.assignee_id
     left join memberships om on om.tenant_id = c.tenant_id and om.user_id = c.owner_id
     where c.tenant_id = $1 and c.connection_id = $2 and c.contact_id in (
       select id from contacts where tenant_id = $1 and phone_key = $3
       union select contact_id from identities where tenant_id = $1 and kind = 'lid' and scope = '' and value = $4)
     limit 1`,
    [tenantId, connectionId, phone ? phoneKey(phone) : null, lid ?? null],
    'contact-typing',
  );
  return row;
}
