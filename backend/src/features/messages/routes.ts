// Bindings of messages.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind } from '../../platform/http/context';
import { countUnread, readChat } from '../chats';
import { retry, send } from './actions';
import { presentMessage } from './present';
import { findVisibleMessage } from './queries';
import { listThread } from './thread';

export const messageBindings = [
  bind(contract.listMessages, (context, { params, query }) => listThread(context, params.chatId, query)),
  bind(contract.sendMessage, (context, { body }) => send(context, body)),
  bind(contract.getMessage, async ({ tx, actor }, { params }) =>
    presentMessage(found(await findVisibleMessage(tx, actor, params.id), 'message'), actor),
  ),
  bind(contract.retryMessage, (context, { params }) => retry(context, params.id)),
  bind(contract.markMessagesRead, (context, { body }) => readChat(context, body.chatId)),
  bind(contract.getUnreadCount, ({ tx, actor }) => countUnread(tx, actor)),
];
