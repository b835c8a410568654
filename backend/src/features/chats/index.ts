// The door of chats: a conversation of one contact on one connection.
import type { Feature } from '../../platform/feature';
import { chatJobs, chatSweeps } from './jobs';
import { chatSubscribers } from './live';
import { chatBindings } from './routes';

export { readChat } from './actions/read';
export { releaseChatsOf } from './actions/release';
export { showContactTyping } from './contact-typing';
export { type ChatPair, chatKey, ensureChats } from './ensure';
export { deletedKind, renewLastMessages } from './last-message';
export { audienceOf, chatVisibleSql, mayBeGiven, maySeeChat, windowCloses } from './policy';
export { presenceJobs, setPresence } from './presence';
export { type ChatRow, type Presenting, peopleOf, presentChats, presentChatsForFeed } from './present';
export { findVisibleChat, lockChatForRemoval, lockVisibleChat } from './queries';
export { countUnread } from './tallies';
export { type ChatUpdate, touchChats } from './touch';

export const chatsFeature: Feature = {
  name: 'chats',
  bindings: chatBindings,
  jobs: chatJobs,
  sweeps: chatSweeps,
  subscribers: chatSubscribers,
};
