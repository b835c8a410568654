// Messages that wait for their time, soonest first.
import type { EndpointParsed, listScheduledMessages, Message, Page } from '@parley/contract';
import type { TenantContext } from '../../platform/http/context';
import { decodeTimeCursor, encodeTimeCursor, microsOf, timeOfMicros } from '../../platform/http/time-cursor';
import { chatVisibleSql } from '../chats';
import { type MessageRow, messageColumns, messageJoins } from './columns';
import { presentMessage } from './present';

/** Those of the chats that the actor sees. @throws AppError validation_failed for a cursor that is not of this list */
export async function listScheduled(
  { tx, parts, actor }: TenantContext,
  { chatId, mine, cursor, limit }: EndpointParsed<typeof listScheduledMessages>['query'],
): Promise<Page<Message>> {
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  const params: unknown[] = [tx.tenantId, chatId ?? null, mine ? actor.userId : null];
  const visible = chatVisibleSql(actor, 'c', params);
  let page = '';
  if (after) {
    params.push(after.micros, after.id);
    page = `and (m.scheduled_at, m.id) > (${timeOfMicros(`$${params.length - 1}`)}, $${params.length}::uuid)`;
  }
  const rows = await tx.query<MessageRow & { micros: number }>(
    `select ${messageColumns}, ${microsOf('m.scheduled_at')} as micros from messages m ${messageJoins}
     join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
     where m.tenant_id = $1 and m.scheduled_at is not null and m.state = 'queued' and ($2::uuid is null or m.chat_id = $2)
       and ($3::uuid is null or m.sender_id = $3) and ${visible} ${page}
     order by m.scheduled_at, m.id limit ${limit + 1}`,
    params,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > shown.length && last ? encodeTimeCursor(last) : null;
  return { items: shown.map((row) => presentMessage(row, parts, actor)), pagination: { limit, nextCursor } };
}
