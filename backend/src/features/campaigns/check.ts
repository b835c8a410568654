// The launch check: what launching would do, told beforehand. Nothing is changed by asking.
import type { CampaignInput, LaunchCheck } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { readMeans, spendable, suggestCredits } from '../credits';
import { readAccountUse, readUse } from '../outbox';
import { countAudience } from './count';
import { checkChosen, type Plan, planOf, planOfSaved } from './draft';
import { foresee, steadyRatePerMinute } from './forecast';
import { type InlinePreview, previewInline } from './inline';
import { type Countries, groupsOf, outlookOfPlan, readHome, showCountries } from './outlook';
import { audienceOwner, visibleOwner } from './policy';
import { readDraft } from './queries';
import { createMessageSampler, eachBatch, eachInlineBatch, type Sampled } from './samples';
import { countCountries } from './where';
import { countClosedWindows } from './windows';

/** Shown for a line without limits, where the pace is the gateway's own; JSON has no infinity. */
const unlimitedRate = 0;

/** @throws AppError what `planOf` and `checkChosen` throw */
export async function checkEntered({ tx, actor }: TenantContext, input: CampaignInput): Promise<LaunchCheck> {
  const plan = await planOf(tx, actor, input, { ownerId: actor.userId, coachId: audienceOwner(actor) });
  await checkChosen(tx, plan.audience);
  return checkLaunch(tx, plan);
}

/** @throws AppError not_found, and what `planOfSaved` throws */
export async function checkSaved(context: TenantContext, id: string): Promise<LaunchCheck> {
  const { tx, actor } = context;
  const row = found(await readDraft(tx, visibleOwner(actor), id), 'campaign');
  return checkLaunch(tx, await planOfSaved(context, row));
}

async function checkLaunch(tx: TenantTx, plan: Plan, now = new Date()): Promise<LaunchCheck> {
  const inline = plan.audience.type === 'inline' ? await previewInline(tx, plan.audience) : undefined;
  const { leftOut, ...counted } = inline?.count ?? (await countAudience(tx, plan.audience, plan.connection.channel));
  const audience = { ...counted, ...leftOut };
  const sampled = await sample(tx, plan, inline, audience.sendable);
  const countries = plan.quiet
    ? await countCountries(tx, plan.audience, plan.connection.channel, inline)
    : { '': audience.sendable };
  const { balance, left: budgetLeft } = await readMeans(tx, { userId: plan.ownerId ?? undefined });
  const { parts } = plan.message;
  const cost = { required: audience.sendable * parts, balance, budgetLeft, perPerson: parts };
  const closedWindows = await countClosedWindows(tx, plan, inline, audience.sendable);
  return {
    audience: { ...audience, closedWindows },
    ...sampled,
    cost,
    ...(await estimate(tx, plan, countries, now.getTime())),
    problems: findProblems(plan, { ...audience, closedWindows }, cost, sampled, now),
  };
}

async function sample(tx: TenantTx, plan: Plan, inline: InlinePreview | undefined, sendable: number): Promise<Sampled> {
  const sampler = createMessageSampler(plan.message);
  const { audience, ownerId } = plan;
  const batches =
    audience.type === 'inline'
      ? eachInlineBatch(tx, inline?.sendable ?? [], ownerId)
      : eachBatch(tx, { ...plan, audience }, sendable);
  for await (const batch of batches) sampler.add(batch);
  return sampler.finish(sendable);
}

async function estimate(
  tx: TenantTx,
  plan: Plan,
  countries: Countries,
  now: number,
): Promise<Pick<LaunchCheck, 'estimate' | 'countries'>> {
  const { connection: line, quiet } = plan;
  const home = await readHome(tx);
  const use = (await readUse(tx, [line.id])).get(line.id);
  const ofAccount = await readAccountUse(tx, line.accountId ? [line.accountId] : []);
  const shared = await tx.one<{ ahead: number }>(
    `select coalesce(sum(pending_count), 0)::int as ahead from campaigns where tenant_id = $1 and connection_id = $2 and status = 'running'`,
    [tx.tenantId, line.id],
  );
  const startsAt = Math.max(now, plan.sendAt?.getTime() ?? 0);
  const used = { hour: use?.hour ?? 0, day: use?.day ?? 0, account: ofAccount.get(line.accountId ?? '') ?? 0 };
  const groups = groupsOf(countries, quiet, home);
  // A person is written to once, a message may be several files.
  const parts = groups.map((group) => ({ ...group, count: group.count * plan.message.parts }));
  const outlook = outlookOfPlan(line, plan.pacing, {
    groups: parts,
    ahead: shared?.ahead ?? 0,
    used,
    now,
    startsAt,
    home,
  });
  const { finishesAt, tomorrow } = foresee(outlook);
  const rate = steadyRatePerMinute({ ...outlook.pacing, perDay: outlook.perDayAt(startsAt) });
  const waits = groups.map((group) => ({ count: group.count, from: group.allowedFrom(startsAt) }));
  const held = waits.filter((group) => group.count > 0 && group.from > startsAt);
  const heldUntil = Math.min(...held.map((group) => group.from));
  return {
    estimate: {
      finishesAt: finishesAt === null ? null : new Date(finishesAt).toISOString(),
      ratePerMinute: Number.isFinite(rate) ? Math.round(rate * 100) / 100 : unlimitedRate,
      tomorrow,
      heldUntil: held.length > 0 ? new Date(heldUntil).toISOString() : null,
      heldCount: held.reduce((sum, group) => sum + group.count, 0),
    },
    countries: quiet ? showCountries(countries, quiet, home, startsAt) : [],
  };
}

function findProblems(
  plan: Plan,
  { sendable, inReview, closedWindows }: Record<'sendable' | 'inReview' | 'closedWindows', number>,
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
  const { balance, budgetLeft } = cost;
  const shortage = suggestCredits(cost.required, { balance, left: budgetLeft });
  if (shortage !== null)
    problems.push({
      code: 'insufficient_credits',
      severity: 'block',
      message: `${cost.required} credits are needed and ${spendable({ balance, left: budgetLeft })} are left. ${shortage}`,
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
  if (inReview > 0)
    problems.push({
      code: 'consent_reviews',
      severity: 'warn',
      message: `${inReview} people wrote something that may be an opt-out. They are left out until somebody decides what they meant.`,
    });
  if (blanks.length > 0)
    problems.push({
      code: 'blank_variables',
      severity: 'warn',
      message: `Some people have no value for ${blanks.map((blank) => blank.variable).join(', ')}. Add a fallback, e.g. {{${blanks[0]?.variable}|there}}.`,
    });
  return problems;
}
