// Claim: lock what is due, render it, mark it 'sending' under a lease, commit. Only after that commit does anything leave.
import type { MessageKind, OutcomeCode } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { Address } from '../../channels/channel';
import type { Config } from '../../platform/config';
import type { Database, TenantTx } from '../../platform/db/database';
import { newId } from '../../platform/ids';
import { type RenderedMessage, renderCampaignMessages } from './campaign-message';
import { type CampaignPlan, loadPlans } from './campaign-plan';
import { createSleepers, type QuietCampaign } from './hold';
import { countUsage, type LaneRow, markSending, type PickedRow, pickCampaign, pickReplies } from './queries';
import { countryOf } from './quiet';

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
  /** What a campaign made of it just now; undefined for every other message. */
  made: RenderedMessage | undefined;
}

export interface Claim {
  leaseId: string;
  messages: ClaimedMessage[];
  /** Campaigns whose approved template Meta does not let be sent any more; their messages are left where they are. */
  stopped: string[];
  /** Campaigns of which somebody was found asleep; they were left where they are (see `holdQuiet`). */
  asleep: QuietCampaign[];
}

/**
 * Claims up to `limit` due messages of a lane: people's replies first, then the running campaigns in equal shares.
 * @param limit.bulk how many of them may be campaign messages (the pacer's permits)
 */
export async function claimMessages(
  db: Database,
  config: Config,
  tenantId: string,
  connectionId: string,
  lane: LaneRow,
  limit: { replies: number; bulk: number },
): Promise<Claim> {
  const leaseId = newId();
  const asleep: QuietCampaign[] = [];
  return db.withTenant(tenantId, async (tx) => {
    const replies = lane.replies_due && limit.replies > 0 ? await pickReplies(tx, connectionId, limit.replies) : [];
    const bulk = await pickShares(tx, lane, limit.bulk, asleep);
    const plans = await loadPlans(tx, connectionId, [...new Set(bulk.flatMap((row) => row.campaign_id ?? []))]);
    const stopped = [...plans.values()].filter(lacksTemplate).map(({ id }) => id);
    const sendable = bulk.filter((row) => !stopped.includes(row.campaign_id ?? ''));
    const messages = await prepare(tx, config, lane, [...replies, ...sendable], plans);
    if (messages.length === 0) return { leaseId, messages, stopped, asleep };
    await markSending(
      tx,
      leaseId,
      config.outbox.leaseSeconds,
      // A file without a caption has no text, and keeps none.
      messages.map(({ id, text, made }) => ({
        id,
        text: text === '' ? null : text,
        made: made && { ...made, assetId: made.asset?.id ?? null },
      })),
    );
    await countUsage(tx, connectionId, messages.length);
    return { leaseId, messages, stopped, asleep };
  });
}

function lacksTemplate({ wordings }: CampaignPlan): boolean {
  return wordings.some(({ templateId, template }) => templateId !== null && template === undefined);
}

async function pickShares(tx: TenantTx, lane: LaneRow, limit: number, asleep: QuietCampaign[]): Promise<PickedRow[]> {
  const picked: PickedRow[] = [];
  // A different campaign goes first each time, so that a single permit does not always serve the same one.
  const start = Math.floor(Math.random() * Math.max(1, lane.campaigns.length));
  const order = [...lane.campaigns.slice(start), ...lane.campaigns.slice(0, start)];
  for (const [at, campaign] of order.entries()) {
    const share = Math.ceil((limit - picked.length) / (order.length - at));
    if (share === 0) continue;
    const rows = await pickCampaign(tx, campaign.id, share);
    const quiet = quietOf(campaign);
    const awake = quiet ? leaveAsleep(rows, quiet) : rows;
    if (quiet && awake.length < rows.length) asleep.push(quiet);
    picked.push(...awake);
  }
  return picked;
}

function quietOf({ id, quietStart, quietEnd, home }: LaneRow['campaigns'][number]): QuietCampaign | undefined {
  if (quietStart === null || quietEnd === null) return undefined;
  return { id, quiet: { start: quietStart, end: quietEnd }, home: home ?? 'UTC' };
}

/** Those for whom it is no night; the others stay queued, untouched. */
function leaveAsleep(rows: readonly PickedRow[], campaign: QuietCampaign): PickedRow[] {
  const now = Date.now();
  const allowedAt = createSleepers(campaign, now);
  return rows.filter((row) => allowedAt(countryOf(row.phone)) <= now);
}

async function prepare(
  tx: TenantTx,
  config: Config,
  lane: LaneRow,
  rows: readonly PickedRow[],
  plans: ReadonlyMap<string, CampaignPlan>,
): Promise<ClaimedMessage[]> {
  const rendered = await renderCampaignMessages(tx, config, rows, plans);
  return rows.map((row) => {
    const made = rendered.get(row.id);
    const { kind, text, content, asset } = made ?? { ...row, text: row.text ?? '' };
    const window = windowOf(lane, { ...row, kind });
    return {
      id: row.id,
      contactId: row.contact_id,
      chatId: row.chat_id,
      campaignId: row.campaign_id,
      kind,
      text,
      content,
      asset,
      to: { phone: row.phone, lid: row.lid, scopedId: row.scoped_id },
      quoted: row.quoted_provider_id
        ? { providerId: row.quoted_provider_id, fromUs: row.quoted_direction === 'out' }
        : null,
      humanAgent: window === 'human' && row.source === 'inbox',
      attempts: row.attempts + 1,
      refusal: refusalOf(row, made, window, lane),
      made,
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
  made: RenderedMessage | undefined,
  window: 'open' | 'human' | 'closed',
  lane: LaneRow,
): ClaimedMessage['refusal'] {
  // The one automatic message they still get is the confirmation that they were heard.
  const isBarred = row.campaign_id !== null || (row.source === 'automation' && !row.content.consent);
  if (isBarred && row.opted_out) return { code: 'opted_out', detail: null };
  if (row.in_review) return { code: 'consent_review', detail: null };
  if (!isReachable(row, lane)) return { code: 'no_address', detail: null };
  if (window === 'closed' || (window === 'human' && !(lane.humanAgent && row.source === 'inbox')))
    return { code: 'window_closed', detail: null };
  if (made) return made.refusal;
  return row.kind === 'text' && !row.text?.trim() ? { code: 'blank_variable', detail: null } : undefined;
}

function isReachable(row: PickedRow, { channel }: LaneRow): boolean {
  if (channel === 'whatsapp_evolution') return Boolean(row.phone || row.lid);
  return Boolean(row.scoped_id || (channel === 'whatsapp_cloud' && row.phone));
}
