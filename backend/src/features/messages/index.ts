// The door of messages: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const messagesFeature: Feature = { name: 'messages' };
