// The door of credits: one per message, kept in an append-only ledger.
import type { Feature } from '../../platform/feature';
import { creditSubscribers } from './live';
import { creditBindings } from './routes';

export { captureCredits, openAccount, refundCredits, releaseCredits, reserveCredits } from './ledger';
export { readAccount } from './queries';

export const creditsFeature: Feature = { name: 'credits', bindings: creditBindings, subscribers: creditSubscribers };
