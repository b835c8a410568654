// Where a template stands with those who approve; nothing while nobody asks.
import type { TemplateApproval } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Status, type StatusProps } from '../../../ui/status';

const looks: Record<TemplateApproval['state'], Pick<StatusProps, 'tone' | 'icon'>> = {
  draft: { tone: 'neutral', icon: 'draft' },
  submitted: { tone: 'info', icon: 'waiting' },
  approved: { tone: 'neutral', icon: 'done' },
  rejected: { tone: 'warning', icon: 'attention' },
};

export function ApprovalChip({ approval, className }: { approval: TemplateApproval; className?: string }) {
  const { t } = useTranslation('templates');
  const { state, required, approvedVersion } = approval;
  if (!required && (state === 'draft' || state === 'approved')) return null;
  return (
    <Status {...looks[state]} className={className}>
      {t(`approval.states.${state}`)}
      {required && state !== 'approved' && approvedVersion !== null && (
        <span className="font-regular text-ink-muted">{t('approval.inUse', { version: approvedVersion })}</span>
      )}
    </Status>
  );
}
