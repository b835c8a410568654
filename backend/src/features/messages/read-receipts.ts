// Read receipts: the customer is told that their messages were read, where the tenant wants it and the channel can. A courtesy: several
// openings of a chat are one receipt, and one that is refused is not repeated.
import { z } from 'zod';
import { ChannelError } from '../../channels/channel';
import type { Feature } from '../../platform/feature';
import type { TenantContext } from '../../platform/http/context';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { redisKey } from '../../platform/redis';
import { readReach } from './reach';

export const readReceiptJob = defineJob({
  name: 'send-read-receipt',
  payload: z.object({ tenantId: z.uuid(), chatId: z.uuid() }),
});

/** Reading several messages one after the other is told once. */
const gatherMs = 1000;
const rememberMs = 7 * 24 * 3_600_000;

/** Call when messages of these chats were read; rung after the commit. */
export function ringReceipts({ tx, parts }: TenantContext, chatIds: readonly string[]): void {
  const { tenantId } = tx;
  tx.afterCommit(async () => {
    for (const chatId of chatIds)
      await parts.queues.ring(readReceiptJob, { tenantId, chatId }, { key: chatId, delayMs: gatherMs });
  });
}

export const receiptJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(readReceiptJob, async ({ tenantId, chatId }) => {
    await sendReceipt(parts, tenantId, chatId);
    return undefined;
  }),
];

async function sendReceipt(parts: Parts, tenantId: string, chatId: string): Promise<void> {
  const providerId = await findNewestRead(parts, tenantId, chatId);
  if (!providerId) return;
  const told = redisKey(parts.config.redis, 'receipt', tenantId, chatId);
  if ((await parts.redis.get(told)) === providerId) return;
  const reach = await readReach(parts, tenantId, chatId);
  if (!reach?.channel.markRead) return;
  try {
    await reach.channel.markRead(reach.connection, { providerId, fromUs: false, to: reach.to });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    parts.logger.debug('the customer was not told that their message was read', { tenantId, chatId, error });
    return;
  }
  await parts.redis.set(told, providerId, 'PX', rememberMs);
}

/** The provider's id of the newest message from the customer that is not among the unread ones. */
async function findNewestRead({ db }: Parts, tenantId: string, chatId: string): Promise<string | undefined> {
  const [row] = await db.read<{ provider_id: string }>(
    tenantId,
    `select m.provider_id from chats c join tenants t on t.id = c.tenant_id and t.read_receipts
     join connections n on n.tenant_id = c.tenant_id and n.id = c.connection_id and n.state = 'connected' and n.removed_at is null
     cross join lateral (
       select x.provider_id from messages x where x.tenant_id = c.tenant_id and x.chat_id = c.id and x.direction = 'in' and x.kind <> 'reaction'
       order by x.at desc, x.id desc offset c.unread_count limit 1
     ) m
     where c.tenant_id = $1 and c.id = $2 and m.provider_id is not null`,
    [tenantId, chatId],
  );
  return row?.provider_id;
}
