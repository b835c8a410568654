// Gives waiting chats to available members, the longest waiting first, until nobody waits or nobody has room.
import type { TenantTx } from '../../../platform/db/database';
import { isConflict } from '../../../platform/db/faults';
import { recordEvent } from '../../../platform/events';
import type { Parts } from '../../../platform/parts';
import { readSettings } from '../settings';
import { answersChats, dealOut, takesAnyChat } from './deal-out';
import { lockAvailable, lockWaiting, pickWaiting, readHands, writeAssignments } from './queries';

type Doors = Pick<Parts, 'db' | 'publish'>;

/** Chats per transaction: short enough that members and chats are not held for long. */
const batchSize = 50;
/** Rounds in which others took every chat that was picked, or stood in the way; whoever did goes on, and the sweep comes back. */
const vainRoundsAtMost = 3;

/** Any number of workers may do this at once. @returns how many chats were given */
export async function assignWaiting({ db, publish }: Doors, tenantId: string, signal?: AbortSignal): Promise<number> {
  let given = 0;
  let vainRounds = 0;
  while (!signal?.aborted && vainRounds < vainRoundsAtMost) {
    const round = await assignRound(db, publish, tenantId);
    if (round.picked === 0) break;
    given += round.given;
    vainRounds = round.given === 0 ? vainRounds + 1 : 0;
  }
  return given;
}

interface Round {
  picked: number;
  given: number;
}

/** Two transactions that wait for each other are parted by the database; the one it ended is simply run again. */
async function assignRound(db: Parts['db'], publish: Parts['publish'], tenantId: string): Promise<Round> {
  try {
    return await db.withTenant(tenantId, (tx) => assignBatch(tx, publish));
  } catch (error) {
    if (isConflict(error)) return { picked: batchSize, given: 0 };
    throw error;
  }
}

/** Members are held before chats, as when one leaves the team. */
async function assignBatch(tx: TenantTx, publish: Parts['publish']): Promise<Round> {
  const nothing = { picked: 0, given: 0 };
  const settings = await readSettings(tx);
  if (!settings.autoAssign) return nothing;
  const members = (await lockAvailable(tx)).filter(({ role }) => answersChats(role));
  const hands = await readHands(tx, members);
  const takers = hands.filter((hand) => hand.open < settings.autoAssignLimit);
  if (takers.length === 0) return nothing;
  const picked = await pickWaiting(tx, {
    connectionIds: settings.autoAssignConnectionIds,
    // With coaches alone, the chats of nobody's contacts wait without standing in the way of theirs.
    ownerIds: takers.some(takesAnyChat) ? null : takers.map(({ userId }) => userId),
    limit: batchSize,
  });
  if (picked.length === 0) return nothing;
  const waiting = await lockWaiting(
    tx,
    picked.map(({ id }) => id),
  );
  const assignments = dealOut(waiting, takers, settings.autoAssignLimit);
  if (assignments.length > 0) await writeAssignments(tx, assignments);
  for (const { chatId, userId } of assignments)
    await recordEvent(tx, publish, {
      type: 'chat.assigned',
      subjectId: chatId,
      data: { from: null, to: userId, automatic: true },
    });
  return { picked: picked.length, given: assignments.length };
}
