// What Meta says of a template: its state, its rating, and why it was rejected, in plain words.
import type { ProviderTemplate } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Status, type StatusProps } from '../../../ui/status';

type Look = Pick<StatusProps, 'tone' | 'icon'>;

const looks: Record<string, Look> = {
  APPROVED: { tone: 'neutral', icon: 'done' },
  PENDING: { tone: 'info', icon: 'waiting' },
  IN_APPEAL: { tone: 'info', icon: 'waiting' },
  REJECTED: { tone: 'danger', icon: 'failed' },
  PAUSED: { tone: 'warning', icon: 'paused' },
  DISABLED: { tone: 'danger', icon: 'skipped' },
  FLAGGED: { tone: 'warning', icon: 'attention' },
};
const other: Look = { tone: 'neutral', icon: 'unknown' };

export function MetaStatus({ status }: Pick<ProviderTemplate, 'status'>) {
  const { t, i18n } = useTranslation('templates');
  const key = `meta.statuses.${status}`;
  return (
    <Status {...(looks[status] ?? other)}>
      {i18n.exists(key, { ns: 'templates' }) ? t(key) : t('meta.statuses.OTHER')}
    </Status>
  );
}

const qualityTones: Record<string, StatusProps['tone']> = { YELLOW: 'warning', RED: 'danger' };

export function MetaQuality({ quality }: Pick<ProviderTemplate, 'quality'>) {
  const { t, i18n } = useTranslation('templates');
  const key = `meta.qualities.${quality ?? 'UNKNOWN'}`;
  const words = i18n.exists(key, { ns: 'templates' }) ? t(key) : (quality ?? '');
  const tone = qualityTones[quality ?? ''];
  return tone ? (
    <Status tone={tone} icon="attention">
      {words}
    </Status>
  ) : (
    <span className="text-12 text-ink-muted">{words}</span>
  );
}

/** Meta's category in words; unknown ones as Meta writes them. */
export function useCategoryName(): (category: string) => string {
  const { t, i18n } = useTranslation('templates');
  return (category) => {
    const key = `meta.categories.${category}`;
    return i18n.exists(key, { ns: 'templates' }) ? t(key) : category;
  };
}

/** Why it cannot be sent and what to do, or undefined when there is nothing to say. */
export function useMetaReason(): (template: Pick<ProviderTemplate, 'status' | 'rejectedReason'>) => string | undefined {
  const { t, i18n } = useTranslation('templates');
  return ({ status, rejectedReason }) => {
    const known = `meta.reasons.${rejectedReason}`;
    if (rejectedReason && i18n.exists(known, { ns: 'templates' })) return t(known);
    const help = `meta.help.${status}`;
    if (i18n.exists(help, { ns: 'templates' })) return t(help);
    return status === 'REJECTED' ? (rejectedReason ?? undefined) : undefined;
  };
}
