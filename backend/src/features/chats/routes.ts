// Bindings of chats.
import * as contract from '@parley/contract';
import { bind } from '../../platform/http/context';
import { changeChat } from './actions/change';
import { openChat } from './actions/open';
import { getChat } from './actions/read';
import { listGaps } from './gaps';
import { listChats } from './list';
import { getPanel } from './panel';
import { countChats } from './tallies';

export const chatBindings = [
  bind(contract.listChats, (context, { query }) => listChats(context, query)),
  bind(contract.getChatCounts, ({ tx, actor }) => countChats(tx, actor)),
  bind(contract.createChat, (context, { body }) => openChat(context, body)),
  bind(contract.getChat, (context, { params }) => getChat(context, params.id)),
  bind(contract.updateChat, (context, { params, body }) => changeChat(context, params.id, body)),
  bind(contract.assignChat, (context, { params, body }) => changeChat(context, params.id, { assigneeId: body.userId })),
  bind(contract.setChatStatus, (context, { params, body }) => changeChat(context, params.id, body)),
  bind(contract.listChatGaps, (context, { params }) => listGaps(context, params.id)),
  bind(contract.getContactPanel, (context, { params }) => getPanel(context, params.id)),
];
