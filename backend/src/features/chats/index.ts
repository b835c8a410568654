// The door of chats: a conversation of one contact on one connection.
import type { Feature } from '../../platform/feature';

export { type ChatPair, chatKey, ensureChats } from './ensure';
export { chatVisibleSql, maySeeChat } from './policy';
export { presentChats, presentChatsForFeed } from './present';
export { type ChatUpdate, touchChats } from './touch';

export const chatsFeature: Feature = { name: 'chats' };
