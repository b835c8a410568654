// The door of credits: one per message, kept in an append-only ledger; members may have a budget.
import type { Feature } from '../../platform/feature';
import { creditSubscribers } from './live';
import { creditSweeps } from './reconcile';
import { creditBindings } from './routes';

export { captureCredits, openAccount, refundCredits, releaseCredits, reserveCredits } from './ledger';
export { readMeans } from './move';
export { spendable, suggest as suggestCredits } from './shortage';

export const creditsFeature: Feature = {
  name: 'credits',
  bindings: creditBindings,
  subscribers: creditSubscribers,
  sweeps: creditSweeps,
};
