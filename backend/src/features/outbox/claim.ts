// Claim: lock what is due, render it, mark it 'sending' under a lease, commit. Only after that commit does anything leave.
import type { MessageKind, OutcomeCode } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { Address } from '../../channels/channel';
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
  kind: MessageKind;
  /** The text, a file's caption, a reaction's emoji. */
  text: string;
  content: PickedRow['content'];
  asset: PickedRow['asset'];
  to: Address;
  quoted: { providerId: string; fromUs: boolean } | null;
  /** A person answers outside the free window, as some channels allow to people. */
  humanAgent: boolean;
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
    const claimed = await prepare(tx, lane, [...replies, ...bulk]);
    if (claimed.length === 0) return [];
    await markSending(
      tx,
      leaseId,
      config.leaseSeconds,
      // A file without a caption has no text, and keeps none.
      claimed.map(({ id, text }) => ({ id, text: text === '' ? null : text })),
    );
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

async function prepare(tx: TenantTx, lane: LaneRow, rows: readonly PickedRow[]): Promise<ClaimedMessage[]> {
  const texts = await renderCampaignTexts(tx, rows);
  return rows.map((row) => {
    const text = texts.get(row.id) ?? row.text ?? '';
    const window = windowOf(lane, row);
    return {
      id: row.id,
      contactId: row.contact_id,
      chatId: row.chat_id,
      campaignId: row.campaign_id,
      kind: row.kind,
      text,
      content: row.content,
      asset: row.asset,
      to: { phone: row.phone, lid: row.lid, scopedId: row.scoped_id },
      quoted: row.quoted_provider_id
        ? { providerId: row.quoted_provider_id, fromUs: row.quoted_direction === 'out' }
        : null,
      humanAgent: window === 'human' && row.source === 'inbox',
      attempts: row.attempts + 1,
      refusal: refusalOf(row, text, window, lane),
    };
  });
}

/** A person may answer this long on Messenger and Instagram, where Meta granted the feature. */
const humanAgentHours = 7 * 24;

/** Where the customer's silence has led: one may write freely, only as a person, or not at all. */
function windowOf({ channel }: LaneRow, row: PickedRow): 'open' | 'human' | 'closed' {
  const { windowHours } = capabilitiesOf[channel];
  if (windowHours === null || row.kind === 'template') return 'open';
  const silentHours = row.last_inbound_at ? (Date.now() - row.last_inbound_at.getTime()) / 3_600_000 : Infinity;
  if (silentHours < windowHours) return 'open';
  return channel !== 'whatsapp_cloud' && silentHours < humanAgentHours ? 'human' : 'closed';
}

/** Checked again here, at the last moment: consent may have been withdrawn or the window closed since it was queued. */
function refusalOf(
  row: PickedRow,
  text: string,
  window: 'open' | 'human' | 'closed',
  lane: LaneRow,
): ClaimedMessage['refusal'] {
  if (row.campaign_id && row.opted_out) return { code: 'opted_out', detail: null };
  if (!isReachable(row, lane)) return { code: 'no_address', detail: null };
  if (window === 'closed' || (window === 'human' && !(lane.humanAgent && row.source === 'inbox')))
    return { code: 'window_closed', detail: null };
  if (row.kind === 'text' && text.trim() === '') return { code: 'blank_variable', detail: null };
  return undefined;
}

function isReachable(row: PickedRow, { channel }: LaneRow): boolean {
  if (channel === 'whatsapp_evolution') return Boolean(row.phone || row.lid);
  return Boolean(row.scoped_id || (channel === 'whatsapp_cloud' && row.phone));
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
