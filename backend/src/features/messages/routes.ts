// Bindings of messages, and of what is done to a chat through its messages.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindOpen } from '../../platform/http/context';
import { countUnread } from '../chats';
import { deleteChat } from './delete-chat';
import { markChatRead, markReadUpTo } from './mark-read';
import { presentMessage } from './present';
import { findVisibleMessage } from './queries';
import { react } from './react';
import { removeMessage } from './remove';
import { retry } from './retry';
import { listScheduled } from './scheduled';
import { search } from './search/search';
import { send } from './send/send';
import { listThread } from './thread';

export const messageBindings = [
  bind(contract.searchMessages, (context, { query }) => search(context, query)),
  bind(contract.listScheduledMessages, (context, { query }) => listScheduled(context, query)),
  bind(contract.listMessages, (context, { params, query }) => listThread(context, params.chatId, query)),
  bind(contract.sendMessage, (context, { body }) => send(context, body)),
  bind(contract.getMessage, async ({ tx, parts, actor }, { params }) =>
    presentMessage(found(await findVisibleMessage(tx, actor, params.id), 'message'), parts, actor),
  ),
  bindOpen(contract.deleteMessage, (context, { params }) => removeMessage(context, params.id)),
  bind(contract.reactToMessage, (context, { params, body }) => react(context, params.id, body.emoji)),
  bind(contract.retryMessage, (context, { params }) => retry(context, params.id)),
  bind(contract.markMessagesRead, (context, { body }) =>
    'chatId' in body ? markChatRead(context, body.chatId) : markReadUpTo(context, body.messageIds),
  ),
  bind(contract.getUnreadCount, ({ tx, actor }) => countUnread(tx, actor)),
  bind(contract.readChat, (context, { params }) => markChatRead(context, params.id)),
  bind(contract.deleteChat, (context, { params }) => deleteChat(context, params.id)),
];
