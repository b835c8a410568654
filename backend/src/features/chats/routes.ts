// Bindings of chats.
import * as contract from '@parley/contract';
import { bind } from '../../platform/http/context';
import { assignChat, getChat, openChat, readChat, setStatus } from './actions';
import { listChats } from './list';
import { countChats } from './queries';

export const chatBindings = [
  bind(contract.listChats, (context, { query }) => listChats(context, query)),
  bind(contract.getChatCounts, ({ tx, actor }) => countChats(tx, actor)),
  bind(contract.createChat, (context, { body }) => openChat(context, body)),
  bind(contract.getChat, (context, { params }) => getChat(context, params.id)),
  bind(contract.assignChat, (context, { params, body }) => assignChat(context, params.id, body.userId)),
  bind(contract.setChatStatus, (context, { params, body }) => setStatus(context, params.id, body)),
  bind(contract.readChat, (context, { params }) => readChat(context, params.id)),
];
