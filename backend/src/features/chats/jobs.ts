// Snoozed chats come back when their time has come; counters are folded.
import { z } from 'zod';
import { doEachDue } from '../../platform/each-due';
import { recordEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { foldTallies } from './tallies';

export const wakeChatJob = defineJob({
  name: 'wake-chat',
  payload: z.object({ tenantId: z.uuid(), chatId: z.uuid() }),
});

export const chatJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(wakeChatJob, async ({ tenantId, chatId }) => {
    const [chat] = await parts.db.read<{ wait_ms: number }>(
      tenantId,
      `select ceil(extract(epoch from (snoozed_until - now())) * 1000)::float8 as wait_ms from chats
       where tenant_id = $1 and id = $2 and status = 'snoozed'`,
      [tenantId, chatId],
    );
    if (!chat) return undefined;
    // Snoozed again for longer, or our clock runs ahead of the database's.
    if (chat.wait_ms > 0) return { againInMs: chat.wait_ms };
    await wake(parts, tenantId, chatId);
    return undefined;
  }),
];

/** Rows that a reader of the counters may have to add up besides the folded ones. */
const looseTallies = 100;
/** Chats woken per sweep; more follow with the next. */
const wokenAtOnce = 500;

/** The job is exact; this makes good what a lost Redis forgot. */
export const chatSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'wake-due-chats',
    everyMs: 10_000,
    run: async (signal) => {
      const due = await parts.db
        .system('chats of any tenant whose snooze is over')
        .query<{ tenant_id: string; id: string }>('select * from chats_due($1)', [wokenAtOnce]);
      await doEachDue(parts, signal, due, 'a chat could not be woken', (chat) => wake(parts, chat.tenant_id, chat.id));
    },
  },
  {
    name: 'fold-chat-tallies',
    everyMs: 10_000,
    run: async (signal) => {
      const due = await parts.db
        .system('counters of any tenant that many changes were added to')
        .query<{ tenant_id: string }>('select * from tallies_due($1)', [looseTallies]);
      await doEachDue(parts, signal, due, 'counters could not be folded', ({ tenant_id: tenantId }) =>
        parts.db.withTenant(tenantId, foldTallies),
      );
    },
  },
];

/** Opens a chat whose snooze is over; harmless to repeat. */
async function wake(parts: Parts, tenantId: string, chatId: string): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    const woken = await tx.one(
      `update chats set status = 'open', snoozed_until = null, updated_at = now(),
         waiting_since = case when assignee_id is null then coalesce(waiting_since, now()) end
       where tenant_id = $1 and id = $2 and status = 'snoozed' and snoozed_until <= now() returning id`,
      [tenantId, chatId],
    );
    if (woken)
      await recordEvent(tx, parts.publish, { type: 'chat.updated', subjectId: chatId, data: { status: 'open' } });
  });
}
