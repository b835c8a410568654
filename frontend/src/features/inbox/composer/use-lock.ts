// Whether somebody else is in the way of this answer: writing now, having just answered, or found out by the server.
import type { Chat } from '@parley/contract';
import { isApiError } from '../../../lib/api-error';
import { useSession } from '../../../lib/session';
import { useSeconds } from '../../../lib/use-seconds';
import { type Outgoing, useOutgoing } from '../outgoing';
import { useViewers } from '../presence';
import { findLock, lockMs, type SoftLock } from './soft-lock';

export interface Lock {
  lock: SoftLock | null;
  /** What the server held back because a colleague had answered. */
  held: Outgoing[];
}

function nameOf(error: unknown): string | null {
  return isApiError(error) && typeof error.data.by === 'string' ? error.data.by : null;
}

export function useLock(chat: Chat): Lock {
  const { user } = useSession();
  const others = useViewers(chat.id);
  const held = useOutgoing(chat.id).filter((one) => isApiError(one.error, 'answered_meanwhile'));
  const answeredMs = chat.lastAnswer ? Date.parse(chat.lastAnswer.at) : 0;
  const fresh = chat.lastAnswer !== null && chat.lastAnswer.userId !== user.id && Date.now() - answeredMs < lockMs;
  const now = useSeconds(fresh);
  const lock = findLock(chat.lastAnswer, others, user.id, now);
  const refusal = held[0];
  if (!lock && refusal)
    return { held, lock: { kind: 'answered', name: nameOf(refusal.error) ?? chat.lastAnswer?.name ?? '', agoMs: 0 } };
  return { lock, held };
}
