// Rings the job that gives waiting chats to available members.
import { z } from 'zod';
import type { Parts } from '../../../platform/parts';
import { defineJob } from '../../../platform/queues';
import { waitingSql } from './queries';

export const assignChatsJob = defineJob({ name: 'assign-chats', payload: z.object({ tenantId: z.uuid() }) });

/** Asks for the queue to be looked at, when somebody waits and chats are given automatically. Call after commit; harmless to repeat. */
export async function ringAssignments({ db, queues }: Pick<Parts, 'db' | 'queues'>, tenantId: string): Promise<void> {
  const [due] = await db.read(
    tenantId,
    `select 1 from tenants t where t.id = $1 and t.auto_assign and exists (select from chats c where c.tenant_id = $1 and ${waitingSql})`,
    [tenantId],
    'assignments-due',
  );
  if (due) await queues.ring(assignChatsJob, { tenantId }, { key: tenantId });
}
