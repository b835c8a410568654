// The launch check: what launching would do, told beforehand. Nothing is changed by asking.
import type { LaunchCheck } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { readAccount } from '../credits';
import { readUse } from '../outbox';
import { countAudience } from './count';
import type { Plan } from './draft';
import { countTomorrow, forecastMs, paceOf, steadyRatePerMinute } from './forecast';
import { type InlinePreview, previewInline } from './inline';
import { createMessageSampler, eachBatch, eachInlineBatch, type Sampled } from './samples';
import { countClosedWindows } from './windows';

/** Shown for a line without limits, where the pace is the gateway's own; JSON has no infinity. */
const unlimitedRate = 0;

export async function checkLaunch(tx: TenantTx, plan: Plan, now = new Date()): Promise<LaunchCheck> {
  const inline = plan.audience.type === 'inline' ? await previewInline(tx, plan.audience) : undefined;
  const { leftOut, ...counted } = inline?.count ?? (await countAudience(tx, plan.audience, plan.connection.channel));
  const audience = { ...counted, ...leftOut };
  const sampled = await sample(tx, plan, inline, audience.sendable);
  const { balance } = await readAccount(tx);
  const { parts } = plan.message;
  const cost = { required: audience.sendable * parts, balance, perPerson: parts };
  const closedWindows = await countClosedWindows(tx, plan, inline, audience.sendable);
  return {
    audience: { ...audience, closedWindows },
    ...sampled,
    cost,
    estimate: await estimate(tx, plan, cost.required, now),
    problems: findProblems(plan, { sendable: audience.sendable, closedWindows }, cost, sampled, now),
  };
}

async function sample(tx: TenantTx, plan: Plan, inline: InlinePreview | undefined, sendable: number): Promise<Sampled> {
  const sampler = createMessageSampler(plan.message);
  const batches = inline ? eachInlineBatch(tx, inline.sendable, plan.ownerId) : eachBatch(tx, plan, sendable);
  for await (const batch of batches) sampler.add(batch);
  return sampler.finish(sendable);
}

async function estimate(tx: TenantTx, plan: Plan, count: number, now: Date): Promise<LaunchCheck['estimate']> {
  const pace = paceOf(plan.connection.pacing, plan.pacing);
  const use = await readUse(tx, [plan.connection.id]);
  const shared = await tx.one<{ ahead: number }>(
    `select coalesce(sum(pending_count), 0)::int as ahead from campaigns where tenant_id = $1 and connection_id = $2 and status = 'running'`,
    [tx.tenantId, plan.connection.id],
  );
  const load = { usedToday: use.get(plan.connection.id)?.day ?? 0, ahead: shared?.ahead ?? 0 };
  const startsAt = Math.max(now.getTime(), plan.sendAt?.getTime() ?? 0);
  const rate = steadyRatePerMinute(pace);
  return {
    finishesAt: count === 0 ? null : new Date(startsAt + forecastMs(count, pace, load)).toISOString(),
    ratePerMinute: Number.isFinite(rate) ? Math.round(rate * 100) / 100 : unlimitedRate,
    tomorrow: countTomorrow(count, pace, load),
  };
}

function findProblems(
  plan: Plan,
  { sendable, closedWindows }: { sendable: number; closedWindows: number },
  cost: LaunchCheck['cost'],
  { blanks }: Sampled,
  now: Date,
): LaunchCheck['problems'] {
  const problems: LaunchCheck['problems'] = [];
  const scheduled = plan.sendAt !== null && plan.sendAt > now;
  if (sendable === 0)
    problems.push({
      code: 'empty_audience',
      severity: 'block',
      message: 'Nobody would receive this. Choose people who have a phone number and have not opted out.',
    });
  if (cost.required > cost.balance)
    problems.push({
      code: 'insufficient_credits',
      severity: 'block',
      message: `${cost.required} credits are needed and ${cost.balance} are left. Top up at least ${cost.required - cost.balance}.`,
    });
  if (plan.connection.state !== 'connected')
    problems.push({
      code: 'not_connected',
      severity: scheduled ? 'warn' : 'block',
      message: scheduled
        ? 'This number is not connected now. Connect it before the campaign starts.'
        : 'This number is not connected. Connect it first.',
    });
  if (closedWindows > 0)
    problems.push({
      code: 'closed_windows',
      severity: closedWindows === sendable ? 'block' : 'warn',
      message: `${closedWindows} of ${sendable} people have not written within the last day, so WhatsApp takes no free text to them. Use an approved template to reach everybody.`,
    });
  if (blanks.length > 0)
    problems.push({
      code: 'blank_variables',
      severity: 'warn',
      message: `Some people have no value for ${blanks.map((blank) => blank.variable).join(', ')}. Add a fallback, e.g. {{${blanks[0]?.variable}|there}}.`,
    });
  return problems;
}
