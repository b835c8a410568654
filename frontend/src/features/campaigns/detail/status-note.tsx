// Why a campaign stands still, and what to do.
import type { Campaign } from '@parley/contract';
import type { TFunction } from 'i18next';
import { CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sayStatusReason } from '../../../lib/campaign-words';
import { type Formatters, useFormat } from '../../../lib/format';
import { sayMoment } from '../../../lib/two-clocks';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { TextLink } from '../../../ui/text-link';
import type { Verbs } from '../use-verbs';

interface StatusNoteProps {
  campaign: Campaign;
  verbs: Verbs;
  /** Shows the failed. */
  onFailed: () => void;
}

export function StatusNote({ campaign, verbs, onFailed }: StatusNoteProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const navigate = useNavigate();
  const { status, statusReason, stoppedBy, abilities, id, sendAt } = campaign;
  const edit = <TextLink to={`/campaigns/new?draft=${id}`}>{t('verbs.continue')}</TextLink>;
  const wide = 'flex-none rounded-none px-6! max-tablet:px-4!';
  if (status === 'draft') {
    return (
      <Alert tone="info" className={wide} action={abilities.edit ? edit : undefined}>
        {t('notes.draft')}
      </Alert>
    );
  }
  if (status === 'scheduled' && sendAt) {
    const reschedule = (
      <Button
        size="sm"
        icon={CalendarClock}
        busy={verbs.busy === 'unschedule'}
        onClick={() => verbs.run('unschedule', () => void navigate(`/campaigns/new?draft=${id}`))}
      >
        {t('tempo.reschedule')}
      </Button>
    );
    return (
      <Alert tone="info" className={wide} action={abilities.unschedule ? reschedule : undefined}>
        {t('notes.scheduled', { time: sayMoment(t, format, sendAt, 'dateTime') })}
      </Alert>
    );
  }
  if (stoppedBy && (status === 'paused' || status === 'cancelled')) {
    return (
      <Alert tone={status === 'paused' ? 'warning' : 'info'} className={wide}>
        {t(`stoppedBy.${status}`, { name: isolate(stoppedBy.name), time: isolate(format.dateTime(stoppedBy.at)) })}
      </Alert>
    );
  }
  if (!statusReason || (status !== 'paused' && status !== 'failed')) return null;
  const fixes: Partial<Record<string, ReactNode>> = {
    insufficient_credits: <TextLink to="/credits">{t('check.seeCredits')}</TextLink>,
    not_connected: <TextLink to="/connections">{t('check.connect')}</TextLink>,
    auth_failed: <TextLink to="/connections">{t('check.connect')}</TextLink>,
    failure_rate: (
      <Button size="sm" onClick={onFailed}>
        {t('tempo.stopFailed')}
      </Button>
    ),
  };
  return (
    <Alert
      tone={status === 'failed' ? 'danger' : 'warning'}
      className={wide}
      action={fixes[statusReason] ?? (abilities.edit ? edit : undefined)}
    >
      {sayStop(campaign, t, format)}
    </Alert>
  );
}

/** A name of the other direction must not pull the words beside it along. */
const isolate = (words: string) => `\u2068${words}\u2069`;

const stops: Partial<Record<string, string>> = {
  auth_failed: 'tempo.stopAuth',
  restricted: 'tempo.stopRestricted',
  payment_problem: 'tempo.stopPayment',
};

function sayStop({ statusReason, stop }: Campaign, t: TFunction, format: Formatters): string {
  const known = stops[statusReason ?? ''];
  if (known) return [t(`campaigns:${known}`), stop?.detail].filter(Boolean).join(' ');
  if (statusReason !== 'failure_rate' || !stop) return sayStatusReason(t, statusReason);
  const failing = t('campaigns:tempo.stopFailing', {
    percent: format.percent((stop.percent ?? 0) / 100),
    sample: format.number(stop.sample ?? 0),
    cause: stop.code ? t(`campaigns:reasons.${stop.code}.title`) : '–',
  });
  return `${failing} ${t('campaigns:tempo.stopFailingHelp')}`;
}
