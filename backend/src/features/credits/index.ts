// The door of credits: one per message, kept in an append-only ledger.
import type { Feature } from '../../platform/feature';

export { captureCredits, openAccount, refundCredits, releaseCredits, reserveCredits } from './ledger';

export const creditsFeature: Feature = { name: 'credits' };
