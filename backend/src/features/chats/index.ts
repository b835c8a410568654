// The door of chats: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const chatsFeature: Feature = { name: 'chats' };
