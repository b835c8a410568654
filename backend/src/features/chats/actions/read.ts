// Looking at one chat, and marking it read.
import type { Chat } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { presentChat } from '../present';
import { findVisibleChat } from '../queries';

/** @throws AppError not_found */
export async function getChat({ tx, parts, actor }: TenantContext, chatId: string): Promise<Chat> {
  return presentChat(found(await findVisibleChat(tx, actor, chatId), 'chat'), parts, actor);
}

/**
 * Marks everything in the chat read. Repeating it changes nothing.
 * @returns whether something was unread
 * @throws AppError not_found
 */
export async function readChat({ tx, actor, record }: TenantContext, chatId: string): Promise<boolean> {
  const chat = found(await findVisibleChat(tx, actor, chatId), 'chat');
  if (chat.unread_count === 0) return false;
  const changed = await tx.one(
    'update chats set unread_count = 0, updated_at = now() where tenant_id = $1 and id = $2 and unread_count > 0 returning id',
    [tx.tenantId, chatId],
  );
  if (changed) await record({ type: 'chat.read', subjectId: chatId });
  return changed !== undefined;
}
