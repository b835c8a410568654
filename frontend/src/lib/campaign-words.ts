// A campaign's pace and finish in words, for every row and head that shows one.
import type { Campaign } from '@parley/contract';
import type { TFunction } from 'i18next';
import type { Formatters } from './format';
import { sayMoment } from './two-clocks';

export interface PaceWords {
  /** Main line: "17 a minute". */
  first: string;
  /** Quieter line: "Done about 15:19". */
  second: string;
}

/** Why it stands still or ended, in the reader's language where the reason is a known code, else as the server said it. */
export function sayStatusReason(t: TFunction, reason: string | null): string {
  return reason === null ? '' : t(`campaigns:statusReasons.${reason}`, { defaultValue: reason });
}

interface ForecastWords {
  finishesAt: string;
  /** How many leave after today. */
  tomorrow: number;
  /** Those who wait for the end of their night. */
  held: { count: number; until: string } | null;
}

/** "Finishes 16:40 · 312 move to tomorrow · 40 wait until 08:00". */
export function sayForecast(t: TFunction, format: Formatters, { finishesAt, tomorrow, held }: ForecastWords): string {
  return [
    t('campaigns:tempo.finishes', { time: format.until(finishesAt) }),
    tomorrow > 0 && t('campaigns:tempo.tomorrow', { count: tomorrow, number: format.number(tomorrow) }),
    held &&
      t('campaigns:tempo.held', {
        count: held.count,
        number: format.number(held.count),
        time: format.until(held.until),
      }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function sayRunning(campaign: Campaign, t: TFunction, format: Formatters): PaceWords {
  const { ratePerMinute, estimatedCompletion, pendingCount, tomorrowCount, heldCount, nextDueAt } = campaign.progress;
  const rate = format.number(Math.round(ratePerMinute * 10) / 10);
  return {
    first: ratePerMinute > 0 ? t('campaigns:pace.rate', { rate }) : t('campaigns:pace.starting'),
    second: estimatedCompletion
      ? sayForecast(t, format, {
          finishesAt: estimatedCompletion,
          tomorrow: tomorrowCount,
          held: heldCount > 0 && nextDueAt ? { count: heldCount, until: nextDueAt } : null,
        })
      : t('campaigns:pace.left', { count: pendingCount, number: format.number(pendingCount) }),
  };
}

/** Both lines for a campaign in any state. `t` must know the namespace `campaigns`. */
export function sayPace(campaign: Campaign, t: TFunction, format: Formatters): PaceWords {
  const { progress, status, sendAt } = campaign;
  const reason = sayStatusReason(t, campaign.statusReason);
  switch (status) {
    case 'running':
      return sayRunning(campaign, t, format);
    case 'paused':
      return {
        first: reason || t('campaigns:pace.paused'),
        second: t('campaigns:pace.left', {
          count: progress.pendingCount,
          number: format.number(progress.pendingCount),
        }),
      };
    case 'scheduled':
      return { first: sendAt ? t('campaigns:pace.startsAt', { time: sayMoment(t, format, sendAt) }) : '', second: '' };
    case 'completed':
    case 'cancelled':
    case 'failed': {
      const ended = progress.finishedAt && t('campaigns:pace.ended', { time: format.short(progress.finishedAt) });
      return { first: ended || reason, second: ended ? reason : '' };
    }
    default:
      return { first: t('campaigns:pace.draft'), second: '' };
  }
}
