// The judge of a chaos run: compares what the gateway really accepted with what Parley believes, and checks the ledger.
import type { World } from './world';

export interface Verdict {
  recipients: number;
  /** Accepted by the gateway more than once. */
  duplicates: number;
  /** Recipients in no final state. */
  unsettled: number;
  /** Believed sent, though the gateway never saw them; or accepted, though believed failed or skipped. */
  contradictions: number;
  uncertain: number;
  /** Uncertain ones that the gateway did accept: nothing proved it to us. */
  acceptedUncertain: number;
  states: Record<string, number>;
  ledger: string[];
  counters: string[];
}

/** @param after the gateway's sequence before the campaign started */
export async function judge(world: World, campaignId: string, after: number): Promise<Verdict> {
  const received = await receivedByNumber(world, after);
  const { rows } = await world.owner.query<{ phone: string; state: string }>(
    'select c.phone, m.state from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id where m.campaign_id = $1',
    [campaignId],
  );
  const states: Record<string, number> = {};
  let contradictions = 0;
  let acceptedUncertain = 0;
  for (const { phone, state } of rows) {
    states[state] = (states[state] ?? 0) + 1;
    const accepted = received.has(phone.slice(1));
    const believed = ['sent', 'delivered', 'read'].includes(state);
    if (believed ? !accepted : accepted && state !== 'uncertain') contradictions += 1;
    if (accepted && state === 'uncertain') acceptedUncertain += 1;
  }
  return {
    recipients: rows.length,
    duplicates: [...received.values()].filter((count) => count > 1).length,
    unsettled: (states.queued ?? 0) + (states.sending ?? 0),
    contradictions,
    uncertain: states.uncertain ?? 0,
    acceptedUncertain,
    states,
    ledger: await ledgerFaults(world, campaignId, states),
    counters: await counterFaults(world, campaignId, states),
  };
}

/** How often the gateway accepted a message to each number. */
export async function receivedByNumber(world: World, since: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let after = since; ; ) {
    const page = await world.sandbox.listReceived({ after, limit: 1000 });
    for (const message of page) counts.set(message.number, (counts.get(message.number) ?? 0) + 1);
    const last = page.at(-1);
    if (!last) return counts;
    after = last.seq;
  }
}

async function ledgerFaults(world: World, campaignId: string, states: Record<string, number>): Promise<string[]> {
  const { rows } = await world.owner.query<{
    balance: number;
    reserved: number;
    used: number;
    sum: number;
    reserved_sum: number;
    used_sum: number;
    used_by_campaign: number;
  }>(
    `select a.balance::float8, a.reserved::float8, a.used::float8, e.*, (
       select coalesce(sum(used_change), 0)::float8 from credit_entries where tenant_id = $1 and campaign_id = $2) as used_by_campaign
     from credit_accounts a cross join lateral (
       select sum(amount)::float8 as sum, sum(reserved_change)::float8 as reserved_sum, sum(used_change)::float8 as used_sum from credit_entries where tenant_id = $1) e
     where a.tenant_id = $1`,
    [world.tenantId, campaignId],
  );
  const account = rows[0];
  if (!account) return ['the tenant has no account'];
  const charged = (states.sent ?? 0) + (states.delivered ?? 0) + (states.read ?? 0) + (states.uncertain ?? 0);
  return [
    account.balance === account.sum ? '' : `balance ${account.balance} is not the ledger's sum ${account.sum}`,
    account.reserved === account.reserved_sum
      ? ''
      : `reserved ${account.reserved} is not the ledger's sum ${account.reserved_sum}`,
    account.used === account.used_sum ? '' : `used ${account.used} is not the ledger's sum ${account.used_sum}`,
    account.reserved === 0 ? '' : `${account.reserved} credits are still reserved`,
    account.used_by_campaign === charged ? '' : `the campaign paid ${account.used_by_campaign} for ${charged} messages`,
  ].filter(Boolean);
}

async function counterFaults(world: World, campaignId: string, states: Record<string, number>): Promise<string[]> {
  const { rows } = await world.owner.query<Record<string, number>>(
    'select total_count, pending_count, sent_count, delivered_count, read_count, failed_count, skipped_count, uncertain_count from campaigns where id = $1',
    [campaignId],
  );
  const count = (...names: string[]) => names.reduce((sum, name) => sum + (states[name] ?? 0), 0);
  const expected: Record<string, number> = {
    total_count: Object.values(states).reduce((sum, value) => sum + value, 0),
    pending_count: count('queued', 'sending'),
    sent_count: count('sent', 'delivered', 'read'),
    delivered_count: count('delivered', 'read'),
    read_count: count('read'),
    failed_count: count('failed'),
    skipped_count: count('skipped'),
    uncertain_count: count('uncertain'),
  };
  return Object.entries(expected).flatMap(([name, value]) =>
    rows[0]?.[name] === value ? [] : [`${name} is ${rows[0]?.[name]}, the messages say ${value}`],
  );
}
