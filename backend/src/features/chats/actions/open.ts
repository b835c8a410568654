// Opening the chat of a contact on a connection.
import type { Chat } from '@parley/contract';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { visibleContactsSql } from '../../contacts';
import { chatKey, ensureChats } from '../ensure';
import { maySeeChat } from '../policy';
import { presentChat, readChats } from '../present';

/**
 * The chat of a contact on a connection, made when there is none.
 * @throws AppError not_found, rule_broken when the contact has no address or somebody else answers this chat
 */
export async function openChat(
  { tx, parts, actor, record }: TenantContext,
  pair: { contactId: string; connectionId: string },
): Promise<Chat> {
  const params: unknown[] = [tx.tenantId, pair.contactId];
  const contact = found(
    await tx.one<{ reachable: boolean }>(
      `select exists (select from identities i where i.tenant_id = $1 and i.contact_id = k.id) or k.phone is not null as reachable
       from contacts k where k.tenant_id = $1 and k.id = $2 and ${visibleContactsSql(actor, 'k', params)}`,
      params,
    ),
    'contact',
  );
  found(
    await tx.one(
      `select 1 from connections n where n.tenant_id = $1 and n.id = $2 and n.removed_at is null
         and ($3 or n.owner_id is null or n.owner_id = $4)`,
      [tx.tenantId, pair.connectionId, actor.can('connections.viewAll'), actor.userId],
    ),
    'connection',
  );
  if (!contact.reachable)
    throw new AppError('rule_broken', 'This contact has no address here. Add a phone number, then write to them.');
  const before = await tx.one<{ id: string }>(
    'select id from chats where tenant_id = $1 and contact_id = $2 and connection_id = $3',
    [tx.tenantId, pair.contactId, pair.connectionId],
  );
  const chatId = before?.id ?? found((await ensureChats(tx, [pair])).get(chatKey(pair)), 'contact');
  const [row] = await readChats(tx, [chatId]);
  const chat = found(row, 'chat');
  if (!maySeeChat(actor, { ownerId: chat.owner_id, assigneeId: chat.assignee_id }))
    throw new AppError(
      'rule_broken',
      `${chat.assignee_name ?? 'Somebody else'} is answering this chat. Ask them to hand it over.`,
    );
  if (!before) await record({ type: 'chat.created', subjectId: chatId });
  return presentChat(chat, parts, actor);
}
