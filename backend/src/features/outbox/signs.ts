// What the outcomes of a batch say of the line itself, rather than of one message.
import type { Channel, OutcomeCode } from '@parley/contract';
import type { Outcome } from './policy';

export interface Signs {
  /** The line does not answer. */
  down: boolean;
  /** The provider wants the whole line slower. */
  tooFast: boolean;
  /** Nothing leaves for this long, in milliseconds. */
  holdMs: number;
  /** Nothing leaves until a person mends it. */
  mend: { code: OutcomeCode; detail: string } | undefined;
}

export function noSigns(): Signs {
  return { down: false, tooFast: false, holdMs: 0, mend: undefined };
}

/** Adds what one outcome says. A gateway of our own is mended by whoever runs the installation, and its campaigns just wait for it. */
export function readSigns(signs: Signs, outcome: Outcome, channel: Channel): void {
  if (outcome.state !== 'queued') return;
  if (outcome.code === 'not_connected') signs.down = true;
  if (outcome.mend && channel !== 'whatsapp_evolution') signs.mend ??= { code: outcome.mend, detail: outcome.detail };
  if (outcome.scope !== 'line') return;
  signs.holdMs = Math.max(signs.holdMs, outcome.delayMs);
  if (outcome.code === 'rate_limited') signs.tooFast = true;
}
