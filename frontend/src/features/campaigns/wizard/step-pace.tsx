// Step 3: from which number, how fast, and when; with the forecast beside the pace.
import type { Connection, LaunchCheck } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { CircleAlert, CircleCheck, Plug, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { campaignConnectionsQuery } from '../../../lib/connections';
import { type Formatters, useFormat } from '../../../lib/format';
import { useCan, useSession } from '../../../lib/session';
import { readClocks } from '../../../lib/two-clocks';
import { useSlow } from '../../../lib/use-slow';
import { Alert } from '../../../ui/alert';
import { ChannelMark } from '../../../ui/channel-mark';
import { Checkbox } from '../../../ui/checkbox';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Field } from '../../../ui/field';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Input } from '../../../ui/input';
import { Meter } from '../../../ui/meter';
import { RadioGroup } from '../../../ui/radio-group';
import { Skeleton } from '../../../ui/skeleton';
import { Status, type StatusProps } from '../../../ui/status';
import { TextLink } from '../../../ui/text-link';
import { DelayRange } from './delay-range';
import { startOf } from './draft';
import { Forecast } from './forecast';
import type { Misfit } from './message-fit';
import { MisfitNote } from './misfit-note';
import { QuietHours } from './quiet-hours';
import { SafetyStop } from './safety-stop';
import type { StepProps } from './step-props';
import { toLocal } from './zoned-time';

interface StepPaceProps extends StepProps {
  /** What could not be sent from this number. */
  misfit: Misfit | null;
  check: LaunchCheck | undefined;
  checking: boolean;
}

const hourMs = 3_600_000;

export function StepPace({ draft, change, missing, misfit, check, checking }: StepPaceProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { tenant } = useSession();
  const zone = tenant.timezone.replaceAll('_', ' ');
  const query = useQuery(campaignConnectionsQuery);
  const chosen = query.data?.find((one) => one.id === draft.connectionId);
  const delays = draft.pacing ?? chosen?.pacing;
  const startsAtMs = startOf(draft, tenant.timezone, Date.now());
  const clocks = readClocks(format, startsAtMs);
  return (
    <div className="grid gap-6">
      <section className="grid gap-3" aria-labelledby="line-title">
        <h3 id="line-title" className="text-13 font-medium">
          {t('pace.line')}
        </h3>
        <ConnectionChoice
          query={query}
          value={draft.connectionId}
          onChange={(connectionId) => change({ connectionId })}
        />
        {misfit && misfit.kind !== 'template' && <MisfitNote misfit={misfit} step="pace" change={change} />}
        {missing.connection && <Alert>{t('wizard.missing.connection')}</Alert>}
      </section>
      {delays && (
        <section className="grid gap-3" aria-labelledby="delay-title">
          <div className="flex items-center justify-between gap-3">
            <h3 id="delay-title" className="text-13 font-medium">
              {t('pace.delay')}
            </h3>
            <Checkbox
              label={t('pace.own')}
              checked={draft.pacing !== null}
              onChange={(on) =>
                change({ pacing: on ? { minDelayMs: delays.minDelayMs, maxDelayMs: delays.maxDelayMs } : null })
              }
            />
          </div>
          {draft.pacing ? (
            <DelayRange
              value={draft.pacing}
              onChange={(pacing) => change({ pacing })}
              error={missing.pacing && t('wizard.missing.pacing')}
            />
          ) : (
            <p className="text-13 text-ink-muted">{sayPause(delays, t)}</p>
          )}
        </section>
      )}
      <QuietHours draft={draft} change={change} missing={missing} countries={check?.countries ?? []} />
      <SafetyStop draft={draft} change={change} missing={missing} />
      <section className="grid gap-3" aria-labelledby="when-title">
        <h3 id="when-title" className="text-13 font-medium">
          {t('pace.when')}
        </h3>
        <RadioGroup
          label={t('pace.when')}
          value={draft.when}
          onChange={(when) =>
            change({
              when,
              at: when === 'later' && !draft.at ? toLocal(Date.now() + hourMs, tenant.timezone) : draft.at,
            })
          }
          options={[
            { value: 'now', label: t('pace.now'), help: t('pace.nowHelp') },
            { value: 'later', label: t('pace.later'), help: t('pace.laterHelp') },
          ]}
        />
        {draft.when === 'later' && (
          <Field
            label={t('pace.at')}
            help={clocks ? t('hints.yourClock', clocks) : t('pace.zone', { zone })}
            error={missing.at && t(`wizard.missing.${missing.at}`)}
            className="tablet:max-w-72"
          >
            <Input
              type="datetime-local"
              dir="ltr"
              min={toLocal(Date.now(), tenant.timezone)}
              value={draft.at}
              onChange={(event) => change({ at: event.target.value.slice(0, 16) })}
            />
          </Field>
        )}
      </section>
      <Forecast check={check} checking={checking} startsAtMs={startsAtMs} />
    </div>
  );
}

function sayPause(
  { minDelayMs, maxDelayMs }: Pick<Connection['pacing'], 'minDelayMs' | 'maxDelayMs'>,
  t: TFunction,
): string {
  if (maxDelayMs === 0) return t('campaigns:hints.noPause');
  if (minDelayMs === maxDelayMs) return t('campaigns:hints.samePause', { seconds: minDelayMs / 1000 });
  return t('campaigns:pace.asLine', { from: minDelayMs / 1000, to: maxDelayMs / 1000 });
}

const stateLooks: Record<Connection['state'], Pick<StatusProps, 'tone' | 'icon'>> = {
  connected: { tone: 'success', icon: CircleCheck },
  connecting: { tone: 'warning', icon: TriangleAlert },
  disconnected: { tone: 'danger', icon: CircleAlert },
  error: { tone: 'danger', icon: CircleAlert },
};

function sayLimits(connection: Connection, t: TFunction, format: Formatters): string {
  const { perMinute, perHour, perDay } = connection.pacing;
  const limits = [
    perMinute !== null && t('campaigns:pace.perMinute', { number: format.number(perMinute) }),
    perHour !== null && t('campaigns:pace.perHour', { number: format.number(perHour) }),
    perDay !== null && t('campaigns:pace.perDay', { number: format.number(perDay) }),
  ].filter((one) => one !== false);
  return limits.length > 0 ? limits.join(' · ') : t('campaigns:pace.noLimits');
}

interface ConnectionChoiceProps {
  query: { data?: Connection[]; error: unknown; isError: boolean; isPending: boolean; refetch: () => unknown };
  value: string | null;
  onChange: (id: string) => void;
}

function ConnectionChoice({ query, value, onChange }: ConnectionChoiceProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const mayConnect = useCan('connections.manage');
  const slow = useSlow(query.isPending);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return slow ? <Skeleton shape="block" className="h-16 w-full" /> : <div className="h-16" />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={Plug}
        title={t('pace.noLines')}
        className="w-full max-w-none! rounded-md border border-line"
        action={mayConnect && <TextLink to="/connections">{t('pace.connect')}</TextLink>}
      >
        {t('pace.noLinesHelp')}
      </EmptyState>
    );
  }
  return (
    <RadioGroup
      label={t('pace.line')}
      value={value ?? undefined}
      onChange={onChange}
      options={query.data.map((one) => ({
        value: one.id,
        label: (
          <span className="flex flex-wrap items-center gap-x-2">
            <ChannelMark channel={one.channel} decorative />
            <bdi>{one.name}</bdi>
            {one.phone && <PhoneNumber value={one.phone} className="font-regular text-ink-muted" />}
          </span>
        ),
        help: (
          <span className="grid gap-1.5">
            <span className="tabular">
              {[
                sayLimits(one, t, format),
                one.warmUp && t('tempo.warmShort', { number: format.number(one.warmUp.perDayNow) }),
                one.slowDown && t('tempo.slowedShort', { percent: format.percent(one.slowDown.speed) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.pacing.perDay !== null && (
              <span className="flex items-center gap-2 text-12">
                <Meter
                  value={one.use.day}
                  max={one.pacing.perDay}
                  label={t('pace.usedToday')}
                  kind={one.state === 'connected' ? 'limit' : 'off'}
                  className="w-28"
                />
                <span className="tabular">
                  {t('pace.today', { used: format.number(one.use.day), max: format.number(one.pacing.perDay) })}
                </span>
              </span>
            )}
          </span>
        ),
        aside: <Status {...stateLooks[one.state]}>{t(`connectionStates.${one.state}`)}</Status>,
      }))}
    />
  );
}
