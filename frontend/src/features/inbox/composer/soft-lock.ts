// Two people must not answer the same customer without knowing of each other.
import type { Chat, ChatViewer } from '@parley/contract';

/** An answer younger than this is worth a second look before another one. */
export const lockMs = 60_000;

export type SoftLock = { kind: 'answering'; name: string } | { kind: 'answered'; name: string; agoMs: number };

/** Who of the others is answering now, or has just done so; null when nobody is in the way. */
export function findLock(
  lastAnswer: Chat['lastAnswer'],
  others: readonly ChatViewer[],
  ownId: string,
  now: number,
): SoftLock | null {
  const writer = others.find((viewer) => viewer.typing);
  if (writer) return { kind: 'answering', name: writer.name };
  if (!lastAnswer || lastAnswer.userId === ownId) return null;
  const agoMs = Math.max(0, now - Date.parse(lastAnswer.at));
  return agoMs < lockMs ? { kind: 'answered', name: lastAnswer.name, agoMs } : null;
}
