// The door of messages: what was said, by whom, and how far it got.
import type { Feature } from '../../platform/feature';
import { messageSubscribers } from './live';
import { receiptJobs } from './read-receipts';
import { messageBindings } from './routes';

export { presentMessages } from './present';
export { type InboundMessage, receiveMessages } from './receive';
export { send as sendMessage } from './send/send';

export const messagesFeature: Feature = {
  name: 'messages',
  bindings: messageBindings,
  jobs: receiptJobs,
  subscribers: messageSubscribers,
};
