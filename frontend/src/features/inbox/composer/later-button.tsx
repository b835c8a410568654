// Sends at a chosen time instead of now: three usual moments, or any other on the team's clock.
import { CalendarClock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button';
import { Popover } from '../../../ui/popover';

const LaterChoices = lazy(() => import('./later-choices'));

export interface LaterButtonProps {
  /** There is something to send. */
  ready: boolean;
  /** Nothing may be sent freely after this time. */
  closesAt: string | null;
  onLater: (at: Date) => void;
}

export function LaterButton({ ready, closesAt, onLater }: LaterButtonProps) {
  const { t } = useTranslation('inbox');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('later.title')}
      side="top"
      align="end"
      className="p-1!"
      trigger={<IconButton icon={CalendarClock} label={t('later.title')} disabled={!ready} tooltipSide="top" />}
    >
      <Suspense fallback={<div className="h-[250px]" />}>
        <LaterChoices
          closesAt={closesAt}
          onLater={(at) => {
            setOpen(false);
            onLater(at);
          }}
        />
      </Suspense>
    </Popover>
  );
}
