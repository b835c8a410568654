// Step 4: what launching will do, told beforehand; problems with their fix beside them.
import { type LaunchCheck, leftOutReasons } from '@parley/contract';
import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/api-error';
import { sayForecast } from '../../../lib/campaign-words';
import { reviewsPath } from '../../../lib/consent';
import { useFormat } from '../../../lib/format';
import { useCan, useSession } from '../../../lib/session';
import { sayMoment } from '../../../lib/two-clocks';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { FormattedNumber } from '../../../ui/formatted-number';
import { Skeleton } from '../../../ui/skeleton';
import { ChangeButton, Item, LinkButton, levelOf } from './check-item';
import { type Draft, type Step, startOf } from './draft';
import { rateOf } from './forecast';
import { TestSend } from './test-send';
import { UnusableTemplate } from './unusable-template';

interface StepLaunchProps {
  draft: Draft;
  check: LaunchCheck | undefined;
  error: unknown;
  onRetry: () => void;
  goTo: (step: Step) => void;
}

/** Problems that prevent the launch. */
export function findBlocks(check: LaunchCheck | undefined): LaunchCheck['problems'] {
  return check?.problems.filter((problem) => problem.severity === 'block') ?? [];
}

export function StepLaunch({ draft, check, error, onRetry, goTo }: StepLaunchProps) {
  const { t } = useTranslation('campaigns');
  const slow = useSlow(!check && !error);
  if (!check && isApiError(error, 'template_unusable')) return <UnusableTemplate error={error} goTo={goTo} />;
  if (error && !check) return <ErrorState error={error} title={t('check.error')} onRetry={onRetry} />;
  if (!check) return slow ? <CheckSkeleton /> : null;
  const blocks = findBlocks(check);
  const warnings = check.problems.length - blocks.length;
  const title =
    blocks.length > 0
      ? t('check.blocked', { count: blocks.length })
      : warnings > 0
        ? t('check.warned', { count: warnings })
        : t('check.ready');
  return (
    <div>
      <h2 id="launch-check" tabIndex={-1} className="text-20 font-semibold outline-none focus-visible:shadow-none">
        {title}
      </h2>
      <div className="mt-0.5 mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-14 text-ink-muted">{t('check.nothingSent')}</p>
        <TestSend draft={draft} variant={0} />
      </div>
      <AudienceItem check={check} goTo={goTo} />
      <ReviewsItem check={check} />
      <WindowsItem check={check} goTo={goTo} />
      <ConnectionItem check={check} />
      <CreditItem check={check} />
      <BlanksItem check={check} goTo={goTo} />
      <TimeItem draft={draft} check={check} goTo={goTo} />
    </div>
  );
}

function AudienceItem({ check, goTo }: { check: LaunchCheck; goTo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { total, sendable, ...left } = check.audience;
  const reasons = leftOutReasons.filter((reason) => left[reason] > 0);
  return (
    <Item
      level={levelOf(check, 'empty_audience')}
      title={sendable > 0 ? t('check.people', { count: sendable, number: format.number(sendable) }) : t('check.nobody')}
      help={
        total > sendable
          ? t('check.chosen', {
              count: total,
              number: format.number(total),
              left: format.number(total - sendable),
            })
          : t('check.allIn')
      }
      action={<ChangeButton label={t('check.changeAudience')} onClick={() => goTo('audience')} />}
    >
      {reasons.length > 0 && (
        <dl className="mt-2 text-13">
          {reasons.map((reason) => (
            <div key={reason} className="flex items-baseline gap-4 border-t border-line py-1.5 first:border-0">
              <dt className="w-40 flex-none">{t(`check.${reason}`)}</dt>
              <dd className="order-last ms-auto">
                <FormattedNumber value={left[reason]} />
              </dd>
              <dd className="min-w-0 text-ink-muted max-tablet:hidden">{t(`check.${reason}Help`)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Item>
  );
}

/** People whose words may be an opt-out: what the team decides before they are written to counts. */
function ReviewsItem({ check }: { check: LaunchCheck }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { inReview } = check.audience;
  if (inReview === 0) return null;
  return (
    <Item
      level={levelOf(check, 'consent_reviews')}
      title={t('reviews.wait', { count: inReview, number: format.number(inReview) })}
      help={t('reviews.waitHelp')}
      action={<LinkButton to={reviewsPath} label={t('reviews.decide')} />}
    />
  );
}

function WindowsItem({ check, goTo }: { check: LaunchCheck; goTo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { closedWindows, sendable } = check.audience;
  if (closedWindows === 0) return null;
  return (
    <Item
      level={levelOf(check, 'closed_windows')}
      title={t('say.closed', {
        count: closedWindows,
        number: format.number(closedWindows),
        all: format.number(sendable),
      })}
      help={t('say.closedHelp')}
      action={<ChangeButton label={t('check.changeMessage')} onClick={() => goTo('message')} />}
    />
  );
}

function ConnectionItem({ check }: { check: LaunchCheck }) {
  const { t } = useTranslation('campaigns');
  const level = levelOf(check, 'not_connected');
  if (level === 'ok') return null;
  return (
    <Item
      level={level}
      title={t('check.notConnected')}
      help={level === 'block' ? t('check.notConnectedHelp') : t('check.notConnectedLater')}
      action={<LinkButton to="/connections" label={t('check.connect')} />}
    />
  );
}

function CreditItem({ check }: { check: LaunchCheck }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const mayTopUp = useCan('credits.manage');
  const mayRead = useCan('credits.read');
  const { required, budgetLeft } = check.cost;
  // Whichever is less: what the tenant has, or what the budget of the campaign's owner allows.
  const overBudget = budgetLeft !== null && budgetLeft < check.cost.balance;
  const balance = overBudget ? budgetLeft : check.cost.balance;
  const short = required - balance;
  const numbers = {
    count: required,
    required: format.number(required),
    balance: format.number(balance),
    left: format.number(balance - required),
    short: format.number(short),
  };
  if (short > 0) {
    return (
      <Item
        level="block"
        title={t('check.credits', numbers)}
        help={t(overBudget ? 'check.shortBudget' : mayTopUp ? 'check.short' : 'check.shortAsk', numbers)}
        action={
          mayRead && (
            <LinkButton
              to={!mayTopUp ? '/credits' : overBudget ? '/credits?view=budgets' : `/credits?topUp=${short}`}
              label={mayTopUp && !overBudget ? t('check.topUp') : t('check.seeCredits')}
            />
          )
        }
      />
    );
  }
  const each = check.cost.perPerson > 1 ? t('say.perPerson', { count: check.cost.perPerson }) : '';
  const help = [each, t('check.creditsHelp', numbers)].filter(Boolean).join(' ');
  return <Item level="ok" title={t('check.credits', numbers)} help={help} />;
}

function BlanksItem({ check, goTo }: { check: LaunchCheck; goTo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  if (check.blanks.length === 0) {
    return <Item level="ok" title={t('check.noBlanks')} help={t('check.noBlanksHelp')} />;
  }
  return (
    <Item
      level="warn"
      title={t('check.blanks', { count: check.blanks.length })}
      help={t('check.blanksHelp')}
      action={<ChangeButton label={t('check.changeMessage')} onClick={() => goTo('message')} />}
    >
      <table className="mt-2 w-full text-13">
        <caption className="sr-only">{t('check.blanks', { count: check.blanks.length })}</caption>
        <tbody>
          {check.blanks.map(({ variable, count }) => (
            <tr key={variable} className="border-t border-line first:border-0">
              <th scope="row" className="py-1.5 text-start font-regular">
                <mark dir="ltr" className="rounded-xs bg-warning-soft px-1 text-warning">
                  {variable}
                </mark>
              </th>
              <td className="py-1.5 text-end text-ink-muted">
                {t('check.emptyFor', { count, number: format.number(count) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Item>
  );
}

function TimeItem({ draft, check, goTo }: { draft: Draft; check: LaunchCheck; goTo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { tenant } = useSession();
  const { finishesAt, ratePerMinute, tomorrow, heldUntil, heldCount } = check.estimate;
  const startsAtMs = startOf(draft, tenant.timezone, Date.now());
  const scheduled = draft.when === 'later';
  const start = scheduled
    ? t('check.startsAt', { time: sayMoment(t, format, startsAtMs, 'dateTime') })
    : t('check.startsNow');
  const measured = rateOf(check, startsAtMs);
  const rate =
    ratePerMinute === 0
      ? t('forecast.unlimited')
      : measured === null
        ? ''
        : t('forecast.rate', { rate: format.number(measured) });
  return (
    <Item
      level="ok"
      icon={scheduled ? CalendarClock : undefined}
      title={
        finishesAt
          ? sayForecast(t, format, {
              finishesAt,
              tomorrow,
              held: heldUntil ? { count: heldCount, until: heldUntil } : null,
            })
          : start
      }
      help={[finishesAt ? start : '', rate].filter(Boolean).join(' ')}
      action={<ChangeButton label={t('check.changePace')} onClick={() => goTo('pace')} />}
    />
  );
}

function CheckSkeleton() {
  return (
    <div aria-hidden>
      <Skeleton className="mb-3 h-5 w-64" />
      <Skeleton className="mb-5 w-80" />
      {['w-40', 'w-52', 'w-36', 'w-48'].map((width) => (
        <div key={width} className="grid gap-2 border-t border-line py-4 ps-8">
          <Skeleton className={width} />
          <Skeleton className="h-2 w-3/5" />
        </div>
      ))}
    </div>
  );
}
