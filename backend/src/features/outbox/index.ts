// The door of the outbox: how a message leaves, and what becomes of it.
import type { Feature } from '../../platform/feature';
import { outboxJobs, outboxSweeps } from './jobs';

export { longestCaption } from './campaign-message';
export { confirmSent } from './confirm';
export { applyMoves, type Move, payerSql } from './counters';
export { cancelQueued, enqueueMessage, requeueMessage } from './enqueue';
export { holdQuiet, type QuietCampaign } from './hold';
export {
  dayLimit,
  type Lowering,
  type LoweringRow,
  loweringColumns,
  slowDownOf,
  speedOf,
  toLowering,
  warmUpPerDay,
} from './pace';
export { completeIfDone } from './progress';
export { allowedFrom, countryOf, type Quiet, quietFrom, toClock, toMinutes, zonesFor } from './quiet';
export { readmit } from './readmit';
export { applyStatuses } from './report';
export { ringLane } from './ring';
export { fileFailedSql, hasSecondChanceSql, passedOverSql } from './second-chances';
export { applyKnownEarlyStatuses } from './statuses';
export { readAccountUse, readUse } from './usage';
export { applyWatermarks } from './watermarks';

export const outboxFeature: Feature = { name: 'outbox', jobs: outboxJobs, sweeps: outboxSweeps };
