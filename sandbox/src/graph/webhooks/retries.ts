// When Meta tries a webhook again: on anything but 200, with growing waits, for up to seven days.
import type { RetryRules } from '../../http/webhook-sender';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_600_000;
const LONGEST_TRY_MS = 7 * 86_400_000;

export const META_RETRIES: RetryRules = {
  isTaken: (status) => status === 200,
  isFinal: () => false,
  // Doubling to an hour, then hourly for the rest of the seven days.
  maxAttempts: Math.ceil(Math.log2(LONGEST_WAIT_MS / FIRST_WAIT_MS) + LONGEST_TRY_MS / LONGEST_WAIT_MS),
  firstWaitMs: FIRST_WAIT_MS,
  longestWaitMs: LONGEST_WAIT_MS,
  timeoutMs: 20_000,
};
