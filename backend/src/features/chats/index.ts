// The door of chats: a conversation of one contact on one connection.
import type { Feature } from '../../platform/feature';
import { chatJobs, chatSweeps } from './jobs';
import { chatSubscribers } from './live';
import { chatBindings } from './routes';

export { readChat } from './actions';
export { type ChatPair, chatKey, ensureChats } from './ensure';
export { chatVisibleSql, mayBeGiven, maySeeChat } from './policy';
export { presenceJobs, setPresence } from './presence';
export { presentChats, presentChatsForFeed } from './present';
export { countUnread, findVisibleChat, lockVisibleChat } from './queries';
export { type ChatUpdate, touchChats } from './touch';

export const chatsFeature: Feature = {
  name: 'chats',
  bindings: chatBindings,
  jobs: chatJobs,
  sweeps: chatSweeps,
  subscribers: chatSubscribers,
};
