// Readmitting: whoever was passed over because their words might have been an opt-out, and turned out to stay, is taken up again by the
// campaigns that still run or are paused, and paid for again.
//
// It runs after a decision, after a message was passed over and after recipients were written: whichever of two transactions commits last finds
// what the other did.
import type { CampaignStatus } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { reserveCredits } from '../credits';
import { applyMoves, type MovingRow, moveOf } from './counters';
import { ringLane } from './ring';
import { passedOverSql } from './second-chances';

export interface Passed {
  contactIds?: readonly string[];
  campaignId?: string;
}

type PassedRow = MovingRow & { campaign_id: string };

interface LivingCampaign {
  id: string;
  status: CampaignStatus;
  parts: number;
  connection_id: string;
  owner_id: string | null;
}

/** Running it twice is harmless. Where credits are short, people stay passed over; a retry offers them. */
export async function readmit(parts: Parts, tenantId: string, passed: Passed): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    // Messages, campaigns, account: the order of every transaction, so that two cannot lock each other out.
    const rows = await lockPassed(tx, passed);
    for (const campaign of await lockLiving(tx, rows)) {
      const own = rows.filter((row) => row.campaign_id === campaign.id);
      if (await reserve(tx, parts, campaign, own)) await queue(tx, parts, campaign, own);
    }
  });
}

function lockPassed(tx: TenantTx, { contactIds, campaignId }: Passed): Promise<PassedRow[]> {
  return tx.query<PassedRow>(
    `select m.id, m.campaign_id, m.kind, m.part, m.variant, null as payer_id
     from campaigns k join connections n on n.tenant_id = k.tenant_id and n.id = k.connection_id and n.removed_at is null
     join messages m on m.tenant_id = k.tenant_id and m.campaign_id = k.id join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
     where k.tenant_id = $1 and k.status in ('running', 'paused') and ($2::uuid[] is null or m.contact_id = any($2)) and ($3::uuid is null or k.id = $3) and ${passedOverSql}
     order by m.id for update of m`,
    [tx.tenantId, contactIds ?? null, campaignId ?? null],
  );
}

function lockLiving(tx: TenantTx, rows: readonly PassedRow[]): Promise<LivingCampaign[]> {
  const ids = [...new Set(rows.map((row) => row.campaign_id))];
  if (ids.length === 0) return Promise.resolve([]);
  return tx.query<LivingCampaign>(
    `select id, status, parts, connection_id, owner_id from campaigns where tenant_id = $1 and id = any($2::uuid[]) and status in ('running', 'paused')
     order by id for no key update`,
    [tx.tenantId, ids],
  );
}

/** @returns false when the balance or the budget of the campaign's owner does not allow it; nothing is changed then */
async function reserve(
  tx: TenantTx,
  parts: Parts,
  { id, parts: files }: LivingCampaign,
  rows: readonly PassedRow[],
): Promise<boolean> {
  const amount = rows.reduce((sum, { part }) => sum + (part === 0 ? files : 1), 0);
  const reason = 'Recipients who stay after all';
  try {
    await reserveCredits(tx, { amount, campaignId: id, reason, publish: parts.publish });
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
    parts.logger.warn('recipients who stay after all are not taken up: credits are short', {
      tenantId: tx.tenantId,
      campaignId: id,
      messages: rows.length,
    });
    return false;
  }
}

async function queue(tx: TenantTx, parts: Parts, campaign: LivingCampaign, rows: readonly PassedRow[]): Promise<void> {
  await tx.query(
    `update messages set state = 'queued', due_at = now(), attempts = 0, error_code = null, error_detail = null, lease_id = null, lease_until = null
     where tenant_id = $1 and id = any($2::uuid[])`,
    [tx.tenantId, rows.map(({ id }) => id)],
  );
  await applyMoves(
    tx,
    rows.map((row) => ({ ...moveOf(row), from: 'skipped', to: 'queued' })),
  );
  await recordEvent(tx, parts.publish, {
    type: 'campaign.readmitted',
    subjectId: campaign.id,
    data: { ownerId: campaign.owner_id, recipients: rows.filter(({ part }) => part === 0).length },
  });
  await recordEvent(tx, parts.publish, { type: 'credits.updated' });
  tx.afterCommit(() => ringLane(parts, tx.tenantId, campaign.connection_id));
}
