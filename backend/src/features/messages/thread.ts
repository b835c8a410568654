// A chat's messages, newest first, page by page.
import type { EndpointParsed, listMessages, Message, Page } from '@parley/contract';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { decodeTimeCursor, encodeTimeCursor } from '../../platform/http/time-cursor';
import { findVisibleChat } from '../chats';
import { presentMessage } from './present';
import { pageOfThread } from './queries';

/** @throws AppError not_found, validation_failed for a cursor that is not of this list */
export async function listThread(
  { tx, parts, actor }: TenantContext,
  chatId: string,
  { cursor, limit }: EndpointParsed<typeof listMessages>['query'],
): Promise<Page<Message>> {
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  found(await findVisibleChat(tx, actor, chatId), 'chat');
  const rows = await pageOfThread(tx, chatId, limit, after);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > shown.length && last ? encodeTimeCursor(last) : null;
  return { items: shown.map((row) => presentMessage(row, parts, actor)), pagination: { limit, nextCursor } };
}
