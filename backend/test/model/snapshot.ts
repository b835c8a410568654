// One tenant as it lies in the database, and what must hold of it at every moment.
import type { CampaignStatus, MessageState } from '@parley/contract';
import type { Parts } from '../../src/platform/parts';

export interface MessageFacts {
  id: string;
  campaignId: string;
  contactId: string;
  state: MessageState;
  part: number;
  variant: number | null;
}

/** How often a variant got how far. */
interface VariantFacts {
  number: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
}

/** What one member may spend, and what the ledger says they did. */
export interface BudgetFacts {
  userId: string;
  allowance: number | null;
  usedBefore: number;
  reserved: number;
  used: number;
  ledger: { reserved: number; used: number };
}

interface CampaignFacts {
  id: string;
  status: CampaignStatus;
  parts: number;
  written: boolean;
  pending: number;
  partsPending: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  skipped: number;
  uncertain: number;
  /** Credits of this campaign that the ledger holds, and has taken. */
  reserved: number;
  used: number;
  variants: VariantFacts[];
}

interface Money {
  balance: number;
  reserved: number;
  used: number;
}

export interface Snapshot {
  messages: Map<string, MessageFacts>;
  campaigns: Map<string, CampaignFacts>;
  optedOut: Set<string>;
  /** Wrote what may be an opt-out; nobody has decided. */
  inReview: Set<string>;
  account: Money;
  ledger: Money;
  budgets: BudgetFacts[];
}

const snapshotSql = `select
  coalesce((select json_agg(json_build_object('id', m.id, 'campaignId', m.campaign_id, 'contactId', m.contact_id, 'state', m.state, 'part', m.part, 'variant', m.variant))
    from messages m where m.tenant_id = $1 and m.campaign_id is not null), '[]') as messages,
  coalesce((select json_agg(json_build_object('id', k.id, 'status', k.status, 'parts', k.parts, 'written', k.audience_done_at is not null, 'pending', k.pending_count,
      'partsPending', k.parts_pending, 'sent', k.sent_count, 'delivered', k.delivered_count, 'read', k.read_count, 'failed', k.failed_count, 'skipped', k.skipped_count,
      'uncertain', k.uncertain_count, 'reserved', coalesce(e.reserved, 0), 'used', coalesce(e.used, 0),
      'variants', coalesce((select json_agg(json_build_object('number', v.number, 'sent', v.sent_count, 'delivered', v.delivered_count, 'read', v.read_count, 'failed', v.failed_count))
        from campaign_variants v where v.tenant_id = $1 and v.campaign_id = k.id), '[]')))
    from campaigns k left join lateral (select sum(reserved_change) as reserved, sum(used_change) as used from credit_entries e where e.tenant_id = $1 and e.campaign_id = k.id) e on true
    where k.tenant_id = $1), '[]') as campaigns,
  coalesce((select json_agg(c.id) from contacts c where c.tenant_id = $1 and c.opted_out_at is not null), '[]') as opted_out,
  coalesce((select json_agg(distinct r.contact_id) from consent_reviews r where r.tenant_id = $1 and r.state = 'open' and r.guess = 'opt_out'), '[]') as in_review,
  (select json_build_object('balance', balance, 'reserved', reserved, 'used', used) from credit_accounts where tenant_id = $1) as account,
  (select json_build_object('balance', sum(amount), 'reserved', sum(reserved_change), 'used', sum(used_change)) from credit_entries where tenant_id = $1) as ledger,
  coalesce((select json_agg(json_build_object('userId', b.user_id, 'allowance', b.allowance, 'usedBefore', b.used_before, 'reserved', b.reserved, 'used', b.used,
      'ledger', json_build_object('reserved', coalesce(e.reserved, 0), 'used', coalesce(e.used, 0))))
    from credit_budgets b left join lateral (select sum(reserved_change) as reserved, sum(used_change) as used from credit_entries e where e.tenant_id = $1 and e.user_id = b.user_id) e on true
    where b.tenant_id = $1), '[]') as budgets`;

export async function takeSnapshot(parts: Parts, tenantId: string): Promise<Snapshot> {
  const [row] = await parts.db.read<{
    messages: MessageFacts[];
    campaigns: CampaignFacts[];
    opted_out: string[];
    in_review: string[];
    account: Money;
    ledger: Money;
    budgets: BudgetFacts[];
  }>(tenantId, snapshotSql, [tenantId]);
  if (!row) throw new Error('no snapshot');
  return {
    messages: new Map(row.messages.map((message) => [message.id, message])),
    campaigns: new Map(row.campaigns.map((campaign) => [campaign.id, campaign])),
    optedOut: new Set(row.opted_out),
    inReview: new Set(row.in_review),
    account: row.account,
    ledger: row.ledger,
    budgets: row.budgets,
  };
}

/** What a member may still spend; null without a limit. */
export function leftOf({ allowance, usedBefore, reserved, used }: BudgetFacts): number | null {
  return allowance === null ? null : Math.max(0, allowance + usedBefore - reserved - used);
}

export const isOpen = (state: MessageState) => state === 'queued' || state === 'sending';
const charged: readonly MessageState[] = ['sent', 'delivered', 'read', 'uncertain'];

/**
 * @param givenBack messages whose credit came back once: they failed, or a person had them sent again. Should an earlier attempt turn out to have
 * arrived, what was given back stays with the customer
 * @returns what is broken, in words
 */
export function faultsOf(now: Snapshot, givenBack: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, words: string) => void (holds || faults.push(words));
  demand(now.account.balance >= 0, `the balance is ${now.account.balance}`);
  demand(now.account.reserved >= 0, `${now.account.reserved} credits are reserved`);
  demand(
    JSON.stringify(now.account) === JSON.stringify(now.ledger),
    `the account ${JSON.stringify(now.account)} is not the sum of the ledger ${JSON.stringify(now.ledger)}`,
  );
  for (const { userId, reserved, used, ledger } of now.budgets)
    demand(
      reserved === ledger.reserved && used === ledger.used && reserved >= 0 && used >= 0,
      `the budget of ${userId} holds ${reserved} and ${used}, its entries say ${ledger.reserved} and ${ledger.used}`,
    );
  for (const campaign of now.campaigns.values()) {
    const own = [...now.messages.values()].filter(({ campaignId }) => campaignId === campaign.id);
    const firsts = own.filter(({ part }) => part === 0);
    const count = (of: MessageFacts[], ...states: MessageState[]) =>
      of.filter(({ state }) => states.includes(state)).length;
    const name = `campaign ${campaign.id} (${campaign.status})`;
    const counted = {
      pending: count(firsts, 'queued', 'sending'),
      sent: count(firsts, 'sent', 'delivered', 'read'),
      delivered: count(firsts, 'delivered', 'read'),
      read: count(firsts, 'read'),
      failed: count(firsts, 'failed'),
      skipped: count(firsts, 'skipped'),
      uncertain: count(firsts, 'uncertain'),
      partsPending: own.filter(({ part, state }) => part > 0 && isOpen(state)).length,
    };
    for (const [key, value] of Object.entries(counted) as [keyof typeof counted, number][])
      demand(campaign[key] === value, `${name}: ${key} is ${campaign[key]}, its messages say ${value}`);
    for (const { number, ...variant } of campaign.variants) {
      const theirs = firsts.filter((message) => message.variant === number);
      const reached = {
        sent: count(theirs, 'sent', 'delivered', 'read'),
        delivered: count(theirs, 'delivered', 'read'),
        read: count(theirs, 'read'),
        failed: count(theirs, 'failed'),
      };
      for (const [key, value] of Object.entries(reached) as [keyof typeof reached, number][])
        demand(
          variant[key] === value,
          `${name}, variant ${number}: ${key} is ${variant[key]}, its messages say ${value}`,
        );
    }
    if (campaign.written) {
      const owed = counted.pending * campaign.parts + counted.partsPending;
      demand(
        campaign.reserved === owed,
        `${name}: ${campaign.reserved} credits are reserved, ${owed} messages are owed`,
      );
    }
    const taken = own.filter(({ state }) => charged.includes(state));
    const forgiven = taken.filter(({ id }) => givenBack.has(id)).length;
    demand(
      campaign.used <= taken.length && campaign.used >= taken.length - forgiven,
      `${name}: paid ${campaign.used} for ${taken.length} messages, of which ${forgiven} may be free`,
    );
    if (campaign.status === 'completed')
      demand(counted.pending + counted.partsPending === 0, `${name} has open messages`);
    demand(
      new Set(firsts.map(({ contactId }) => contactId)).size === firsts.length,
      `${name}: somebody is a recipient twice`,
    );
  }
  return faults;
}

/** How far a message got; nothing but a person's retry and a late failure leads back. */
const rank: Record<MessageState, number> = {
  queued: 0,
  sending: 0,
  skipped: 0,
  failed: 0,
  uncertain: 0,
  received: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/** @param retried messages that a person had sent again just now @returns moves that must not be */
export function wrongMoves(before: Snapshot, now: Snapshot, retried: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const [id, was] of before.messages) {
    const is = now.messages.get(id);
    if (!is) faults.push(`message ${id} is gone`);
    else if (rank[is.state] < rank[was.state] && !(is.state === 'failed' && was.state === 'sent'))
      faults.push(`message ${id} went back from ${was.state} to ${is.state}`);
    else if (['failed', 'uncertain'].includes(was.state) && isOpen(is.state) && !retried.has(id))
      faults.push(`message ${id} is ${is.state} again though nobody asked for it (it was ${was.state})`);
  }
  return faults;
}
