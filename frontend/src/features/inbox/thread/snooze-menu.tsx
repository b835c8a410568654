// Puts a chat aside until a time, when it comes back by itself.
import type { Chat } from '@parley/contract';
import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuLabel } from '../../../ui/menu';
import type { StatusChange } from '../actions';

const morningHour = 9;

/** The moments offered, from a moment now: in three hours, tomorrow and next week's first working day at 9. */
export function snoozeTimes(now: Date): { key: 'later' | 'tomorrow' | 'nextWeek'; at: Date }[] {
  const morning = (daysAhead: number) => {
    const at = new Date(now);
    at.setDate(at.getDate() + daysAhead);
    at.setHours(morningHour, 0, 0, 0);
    return at;
  };
  const later = new Date(now.getTime() + 3 * 3_600_000);
  // Sunday to Monday eight days on is too far: the next Monday is 1 to 7 days ahead.
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: 'later', at: later },
    { key: 'tomorrow', at: morning(1) },
    { key: 'nextWeek', at: morning(daysToMonday) },
  ];
}

export interface SnoozeMenuProps {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onStatus: (change: StatusChange) => void;
}

export function SnoozeMenu({ chat, open, onOpenChange, onStatus }: SnoozeMenuProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      label={t('snooze.title')}
      className="w-60"
      trigger={
        <IconButton
          icon={AlarmClock}
          label={t('snooze.title')}
          shortcut="s"
          on={chat.status === 'snoozed' || undefined}
        />
      }
    >
      <MenuLabel>{t('snooze.title')}</MenuLabel>
      {snoozeTimes(new Date()).map(({ key, at }) => (
        <MenuItem key={key} onSelect={() => onStatus({ status: 'snoozed', snoozedUntil: at.toISOString() })}>
          <span className="flex justify-between gap-3">
            {t(`snooze.${key}`)}
            <span className="tabular text-12 text-ink-muted">{format.until(at)}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
