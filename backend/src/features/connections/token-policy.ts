// The rules of a line by token: what its provider's answers and reports make of its state. Pure.
import type { Channel, ConnectionReason } from '@parley/contract';
import { afterUnreachable, at, graceMs, type Line, move, restCheckMs } from './policy';
import type { TokenTruth } from './provider';

/** One unanswered question says little of a line that works; this many in a row say that its provider is away. */
const unansweredBeforeDown = 3;

/** Sends refused because of the line, though its check is fine: so many within `restCheckMs` that it is stopped for a while. */
const bouncesBeforeRest = 3;

/**
 * Applies what the provider said. A line that a person ended stays so unless a person asks (`asked`).
 * A provider that is away is asked again after 10 s, doubling to 5 min; a refusal asks for a person, and is looked at again now and then in
 * case it heals (a restriction that ends).
 */
export function afterTruth(line: Line, truth: TokenTruth, now: Date, { asked = false, checkedAt }: Asked = {}): Line {
  if (line.state === 'disconnected' && !asked) return { ...line, nextRetryAt: null };
  switch (truth.is) {
    case 'usable': {
      const isRecent = checkedAt && now.getTime() - checkedAt.getTime() < restCheckMs;
      const bounces = line.state === 'connected' && isRecent ? line.recoveryAttempts : 0;
      if (bounces >= bouncesBeforeRest && !asked) return afterRefusal(line, 'account_restricted', now);
      return {
        ...move(line, 'connected', null, now),
        recoveryAttempts: bounces,
        phone: truth.check.phone ?? line.phone,
        profileName: truth.check.displayName ?? line.profileName,
      };
    }
    case 'unusable':
      return afterRefusal(line, truth.reason, now);
    case 'unreachable':
      return afterSilence(line, now);
  }
}

interface Asked {
  asked?: boolean;
  /** When the line was last proved. */
  checkedAt?: Date | null;
}

/** The line cannot be used, says its provider. */
export function afterRefusal(line: Line, reason: ConnectionReason, now: Date): Line {
  return at({ ...move(line, 'error', reason, now), recoveryAttempts: 0 }, now, restCheckMs);
}

function afterSilence(line: Line, now: Date): Line {
  if (line.state === 'error' && line.reason !== 'gateway_unreachable') return at(line, now, restCheckMs);
  if (line.state !== 'connected') return afterUnreachable(line, now);
  const unanswered = line.recoveryAttempts + 1;
  if (unanswered < unansweredBeforeDown) return at({ ...line, recoveryAttempts: unanswered }, now, graceMs);
  return afterUnreachable(line, now);
}

/** Meta keeps webhooks of a line whose API is merely out of reach and delivers them later; elsewhere whatever is said meanwhile may be lost. */
export function mayMissMessages(channel: Channel, reason: ConnectionReason | null): boolean {
  return channel === 'whatsapp_evolution' || reason !== 'gateway_unreachable';
}
