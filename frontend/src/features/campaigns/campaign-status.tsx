// A campaign's state: one icon, one word, one colour, the same everywhere.
import type { CampaignStatus as State } from '@parley/contract';
import { CalendarClock, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Status, type StatusProps } from '../../ui/status';

const looks: Record<State, Pick<StatusProps, 'tone' | 'icon'>> = {
  draft: { tone: 'neutral', icon: 'draft' },
  scheduled: { tone: 'info', icon: CalendarClock },
  running: { tone: 'accent', icon: 'running' },
  paused: { tone: 'warning', icon: 'paused' },
  completed: { tone: 'success', icon: 'done' },
  cancelled: { tone: 'neutral', icon: CircleX },
  failed: { tone: 'danger', icon: 'failed' },
};

export function CampaignStatus({ status, size }: { status: State; size?: StatusProps['size'] }) {
  const { t } = useTranslation('campaigns');
  return (
    <Status {...looks[status]} size={size}>
      {t(`states.${status}`)}
    </Status>
  );
}
