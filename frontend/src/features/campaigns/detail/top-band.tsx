// The campaign at a glance: how far, how fast, and how many got to each step.
import type { Campaign } from '@parley/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayPace } from '../../../lib/campaign-words';
import { countAudience, countDone } from '../../../lib/campaigns';
import { useFormat } from '../../../lib/format';
import { cn } from '../../../ui/cn';
import { Funnel, type FunnelStep } from '../../../ui/funnel';
import { splitCumulative } from '../../../ui/outcomes';
import { ProgressRing } from '../../../ui/progress-ring';
import { useNow } from '../../../ui/relative-time';

export function BandSection({
  title,
  note,
  className,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      className={cn(
        'min-w-0 border-line px-6 pt-4 pb-5 not-first:border-s max-tablet:px-4 max-tablet:not-first:border-s-0 max-tablet:not-first:border-t',
        className,
      )}
    >
      <h2 className="mb-3 flex items-baseline justify-between gap-3 text-13 font-semibold">
        {title}
        {note && <small className="text-12 font-regular text-ink-muted">{note}</small>}
      </h2>
      {children}
    </section>
  );
}

export function ProgressSection({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const now = Math.max(useNow(), Date.now());
  const { progress, status } = campaign;
  const pace = sayPace(campaign, t, format);
  const done = countDone(progress);
  const words = t('progress.of', { done: format.number(done), total: format.number(countAudience(progress)) });
  const leftMs = progress.estimatedCompletion ? new Date(progress.estimatedCompletion).getTime() - now : null;
  const facts: { label: string; value: string }[] = [
    {
      label: t('facts.rate'),
      value:
        status === 'running' && progress.ratePerMinute > 0
          ? t('pace.rate', { rate: format.number(Math.round(progress.ratePerMinute * 10) / 10) })
          : '–',
    },
    progress.finishedAt
      ? { label: t('facts.ended'), value: format.short(progress.finishedAt) }
      : {
          label: t('facts.finish'),
          value: progress.estimatedCompletion
            ? t('facts.about', { time: format.until(progress.estimatedCompletion) })
            : status === 'scheduled'
              ? pace.first
              : '–',
        },
    {
      label: t('facts.left'),
      value: [format.number(progress.pendingCount), leftMs !== null && leftMs > 0 && format.duration(leftMs)]
        .filter(Boolean)
        .join(' · '),
    },
  ];
  return (
    <BandSection title={t('facts.progress')}>
      <div className="flex items-center gap-6">
        <ProgressRing
          counts={splitCumulative(progress)}
          total={countAudience(progress)}
          label={t('progress.label', { words })}
          caption={words}
        />
        <dl className="grid min-w-0 gap-2 text-13">
          {facts.map((fact) => (
            <div key={fact.label} className="leading-snug">
              <dt className="text-12 text-ink-muted">{fact.label}</dt>
              <dd className="tabular font-medium">{fact.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </BandSection>
  );
}

export function OutcomeSection({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { progress } = campaign;
  const share = (count: number) => (progress.sentCount > 0 ? count / progress.sentCount : undefined);
  const steps: FunnelStep[] = [
    { key: 'audience', label: t('funnel.audience'), value: countAudience(progress), colour: 'var(--data-track)' },
    { key: 'sent', label: t('common:outcomes.sent'), value: progress.sentCount, colour: 'var(--data-sent)' },
    {
      key: 'delivered',
      label: t('common:outcomes.delivered'),
      value: progress.deliveredCount,
      colour: 'var(--data-delivered)',
      share: share(progress.deliveredCount),
    },
    {
      key: 'read',
      label: t('common:outcomes.read'),
      value: progress.readCount,
      colour: 'var(--data-read)',
      share: share(progress.readCount),
    },
    {
      key: 'replied',
      label: t('common:outcomes.replied'),
      value: progress.repliedCount,
      colour: 'var(--data-read)',
      share: share(progress.repliedCount),
    },
  ];
  return (
    <BandSection title={t('funnel.title')} note={t('funnel.note')}>
      <Funnel steps={steps} />
    </BandSection>
  );
}
