// The last button of the wizard: says how many it goes to.
import { CalendarClock, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Button } from '../../../ui/button';

interface LaunchButtonProps {
  /** How many will get it; undefined while that is being counted. */
  people: number | undefined;
  scheduled: boolean;
  busy: boolean;
  onClick: () => void;
}

export function LaunchButton({ people, scheduled, busy, onClick }: LaunchButtonProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const words = people ? { count: people, number: format.number(people) } : null;
  return (
    <Button
      variant="primary"
      icon={scheduled ? CalendarClock : Send}
      flipIcon
      shortcut="mod+enter"
      busy={busy}
      disabled={people === undefined}
      onClick={onClick}
    >
      {words ? t(scheduled ? 'wizard.scheduleFor' : 'wizard.launchTo', words) : t('wizard.launch')}
    </Button>
  );
}
