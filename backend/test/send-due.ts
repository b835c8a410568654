// The outbox's steps one at a time, for tests that look at what lies between them.
import { type ClaimedMessage, claimMessages } from '../src/features/outbox/claim';
import type { Outcome } from '../src/features/outbox/policy';
import { type LaneRow, readLaneSql } from '../src/features/outbox/queries';
import { settle } from '../src/features/outbox/settle';
import { newId } from '../src/platform/ids';
import type { TestApp, TestPerson } from './app';

interface SendingLine {
  owner: TestPerson;
  connectionId: string;
}

interface Sending {
  /** What happens while messages are on their way. */
  between?: () => Promise<unknown>;
  /** The provider refuses these for good. */
  refuses?: (message: ClaimedMessage) => boolean;
}

/** The outbox takes what is due on the line and sends it once, as a worker would. */
export async function sendDue(
  app: TestApp,
  { owner, connectionId }: SendingLine,
  sending: Sending = {},
): Promise<void> {
  const { db, config } = app.parts;
  const [lane] = await db.read<LaneRow>(owner.tenantId, readLaneSql, [owner.tenantId, connectionId]);
  if (!lane) throw new Error('no line');
  const limit = { replies: 0, bulk: 100 };
  const { leaseId, messages } = await claimMessages(db, config, owner.tenantId, connectionId, lane, limit);
  await sending.between?.();
  const outcomeOf = (message: ClaimedMessage): Outcome => {
    if (message.refusal) return { state: 'skipped', ...message.refusal };
    if (sending.refuses?.(message)) return { state: 'failed', code: 'media_failed', detail: null };
    return { state: 'sent', providerId: newId() };
  };
  const batch = messages.map((message) => ({ message, outcome: outcomeOf(message) }));
  await settle(app.parts, owner.tenantId, connectionId, leaseId, batch);
}
