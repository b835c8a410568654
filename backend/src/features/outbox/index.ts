// The door of the outbox: how a message leaves, and what becomes of it.
import type { Feature } from '../../platform/feature';
import { outboxJobs, outboxSweeps } from './jobs';

export { longestCaption } from './campaign-message';
export { confirmSent, type SentEcho } from './confirm';
export { applyMoves, type Move } from './counters';
export { cancelQueued, enqueueMessage, type NewMessage, requeueMessage } from './enqueue';
export { ringLane } from './lane';
export { completeIfDone } from './progress';
export { applyStatuses } from './report';
export { applyKnownEarlyStatuses, type ProviderStatus } from './statuses';
export { readUse } from './usage';
export { applyWatermarks } from './watermarks';

export const outboxFeature: Feature = { name: 'outbox', jobs: outboxJobs, sweeps: outboxSweeps };
