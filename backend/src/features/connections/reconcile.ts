// After an outage: the messages of that time are asked for, and stored like any others.
import { ChannelError } from '../../channels/channel';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { receiveMessages } from '../messages';
import { readChannelConnection } from './channel-connection';
import { type GapRow, gapColumns, tellGap } from './gaps';

/** Clocks differ, and an outage is noticed a little late. */
const marginMs = 60_000;
/** Tries before the outage stays marked for good; the waits double from a minute. */
const triesAtMost = 3;
const firstWaitMs = 60_000;
/** Messages fetched of one outage. */
const messagesAtMost = 10_000;
/** Messages stored in one transaction. */
const batchSize = 200;

/** Fills one outage. Harmless to repeat: messages that are known are not stored twice. */
export async function reconcileGap(
  parts: Parts,
  tenantId: string,
  gapId: string,
  atMost = messagesAtMost,
): Promise<void> {
  const gap = await claimGap(parts, tenantId, gapId);
  if (!gap?.ended_at) return;
  const reachable = await readChannelConnection(parts, tenantId, gap.connection_id);
  const { channel, connection } = reachable ?? {};
  if (!connection || !channel?.readHistory) return finish(parts, tenantId, gap, undefined);
  try {
    const from = new Date(gap.started_at.getTime() - marginMs);
    const to = new Date(gap.ended_at.getTime() + marginMs);
    const { messages, complete } = await channel.readHistory(connection, from, to, atMost);
    const line = { connectionId: gap.connection_id, channel: channel.kind, externalId: connection.externalId };
    let recovered = 0;
    for (let start = 0; start < messages.length; start += batchSize) {
      const batch = messages
        .slice(start, start + batchSize)
        .map((message, index) => ({ ...message, arrival: start + index }));
      recovered += await parts.db.withTenant(
        tenantId,
        async (tx) => (await receiveMessages(tx, parts, line, batch)).length,
      );
    }
    await finish(parts, tenantId, gap, { recovered, complete });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    parts.logger.warn('the history of an outage could not be fetched', { gapId, tenantId, detail: error.detail });
    if (gap.attempts >= triesAtMost) await finish(parts, tenantId, gap, undefined);
  }
}

type ClaimedGap = GapRow & { attempts: number };

/** Counts the try before it is made, so that whatever fails comes again later and not for ever. */
async function claimGap(parts: Parts, tenantId: string, gapId: string): Promise<ClaimedGap | undefined> {
  return parts.db.withTenant(tenantId, (tx) =>
    tx.one<ClaimedGap>(
      `update connection_gaps g set attempts = attempts + 1, next_at = now() + $3 * power(2, attempts) * interval '1 millisecond',
         reconciled_at = case when attempts >= $4 then now() end
       where g.tenant_id = $1 and g.id = $2 and g.state = 'may_be_missing' and g.reconciled_at is null and g.next_at <= now()
       returning ${gapColumns}, g.attempts`,
      [tenantId, gapId, firstWaitMs, triesAtMost],
    ),
  );
}

/** What was fetched of an outage; `recovered` were new. */
interface Fetched {
  recovered: number;
  complete: boolean;
}

/** An outage of which only a part came back stays marked. @param fetched undefined when the history could not be had */
async function finish(parts: Parts, tenantId: string, gap: GapRow, fetched: Fetched | undefined): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx: TenantTx) => {
    await tx.query(
      `update connection_gaps set reconciled_at = now(), state = case when $4 then 'recovered' else state end, recovered = recovered + $3
       where tenant_id = $1 and id = $2`,
      [tenantId, gap.id, fetched?.recovered ?? 0, fetched?.complete ?? false],
    );
    await tellGap(tx, parts, gap.connection_id);
  });
}
