// The list of chats by latest message, page by page.
import type { Chat, Page } from '@parley/contract';
import type { TenantContext } from '../../platform/http/context';
import { decodeTimeCursor, encodeTimeCursor } from '../../platform/http/time-cursor';
import { presentChat } from './present';
import { type ChatFilter, pageOfChats } from './queries';

/** @throws AppError validation_failed for a cursor that is not of this list */
export async function listChats({ tx, parts, actor }: TenantContext, filter: ChatFilter): Promise<Page<Chat>> {
  const after = filter.cursor === undefined ? undefined : decodeTimeCursor(filter.cursor);
  const rows = await pageOfChats(tx, actor, filter, after);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > shown.length && last ? encodeTimeCursor(last) : null;
  return { items: shown.map((row) => presentChat(row, parts, actor)), pagination: { limit: filter.limit, nextCursor } };
}
