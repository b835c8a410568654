// Claim: lock what is due, render it, mark it 'sending' under a lease, commit. Only after that commit does anything leave.
import type { OutcomeCode } from '@parley/contract';
import type { Config } from '../../platform/config';
import type { Database, TenantTx } from '../../platform/db/database';
import { newId } from '../../platform/ids';
import { compileTemplate, loadRenderValues } from '../templates';
import { countUsage, type LaneRow, markSending, type PickedRow, pickCampaign, pickReplies } from './queries';

/** A message in our hands, ready to leave. */
export interface ClaimedMessage {
  id: string;
  contactId: string;
  chatId: string | null;
  campaignId: string | null;
  text: string;
  phone: string | null;
  lid: string | null;
  quotedProviderId: string | null;
  attempts: number;
  /** Set when it must not leave after all. */
  refusal: { code: OutcomeCode; detail: string | null } | undefined;
}

export interface Claim {
  leaseId: string;
  messages: ClaimedMessage[];
}

/**
 * Claims up to `limit` due messages of a lane: people's replies first, then the running campaigns in equal shares.
 * @param limit.bulk how many of them may be campaign messages (the pacer's permits)
 */
export async function claimMessages(
  db: Database,
  config: Config['outbox'],
  tenantId: string,
  connectionId: string,
  lane: LaneRow,
  limit: { replies: number; bulk: number },
): Promise<Claim> {
  const leaseId = newId();
  const messages = await db.withTenant(tenantId, async (tx) => {
    const replies = lane.replies_due && limit.replies > 0 ? await pickReplies(tx, connectionId, limit.replies) : [];
    const bulk = await pickShares(tx, lane, limit.bulk);
    const claimed = await prepare(tx, [...replies, ...bulk]);
    if (claimed.length === 0) return [];
    await markSending(tx, leaseId, config.leaseSeconds, claimed);
    await countUsage(tx, connectionId, claimed.length);
    return claimed;
  });
  return { leaseId, messages };
}

async function pickShares(tx: TenantTx, lane: LaneRow, limit: number): Promise<PickedRow[]> {
  const picked: PickedRow[] = [];
  // A different campaign goes first each time, so that a single permit does not always serve the same one.
  const start = Math.floor(Math.random() * Math.max(1, lane.campaigns.length));
  const order = [...lane.campaigns.slice(start), ...lane.campaigns.slice(0, start)];
  for (const [at, campaign] of order.entries()) {
    const share = Math.ceil((limit - picked.length) / (order.length - at));
    if (share > 0) picked.push(...(await pickCampaign(tx, campaign.id, share)));
  }
  return picked;
}

async function prepare(tx: TenantTx, rows: readonly PickedRow[]): Promise<ClaimedMessage[]> {
  const texts = await renderCampaignTexts(tx, rows);
  return rows.map((row) => {
    const text = texts.get(row.id) ?? row.text ?? '';
    return {
      id: row.id,
      contactId: row.contact_id,
      chatId: row.chat_id,
      campaignId: row.campaign_id,
      text,
      phone: row.phone,
      lid: row.lid,
      quotedProviderId: row.quoted_provider_id,
      attempts: row.attempts + 1,
      refusal: refusalOf(row, text),
    };
  });
}

/** Checked again here, at the last moment: consent may have been withdrawn since the launch. */
function refusalOf(row: PickedRow, text: string): ClaimedMessage['refusal'] {
  if (row.campaign_id && row.opted_out) return { code: 'opted_out', detail: null };
  if (!row.phone && !row.lid) return { code: 'no_address', detail: null };
  if (text.trim() === '') return { code: 'blank_variable', detail: null };
  return undefined;
}

/** A campaign message is rendered once; a retried one keeps the text it already has. */
async function renderCampaignTexts(tx: TenantTx, rows: readonly PickedRow[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const fresh = rows.filter((row) => row.campaign_id !== null && row.text === null);
  const owners = new Set(fresh.map((row) => row.campaign_owner_id));
  for (const ownerId of owners) {
    const of = fresh.filter((row) => row.campaign_owner_id === ownerId);
    const recipientVariables = new Map(
      of.flatMap((row) => (row.variables ? [[row.contact_id, row.variables] as const] : [])),
    );
    const values = await loadRenderValues(
      tx,
      of.map((row) => row.contact_id),
      { ...(ownerId ? { campaignOwnerId: ownerId } : {}), recipientVariables },
    );
    for (const row of of)
      texts.set(row.id, compileTemplate(row.campaign_body ?? '').render(values.get(row.contact_id) ?? {}).text);
  }
  return texts;
}
