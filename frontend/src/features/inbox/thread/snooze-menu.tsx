// Puts a chat aside until a time, when it comes back by itself.
import type { Chat } from '@parley/contract';
import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuLabel } from '../../../ui/menu';
import type { StatusChange } from '../actions';
import { nextMornings } from '../composer/later-times';

/** The moments offered, from a moment now (ms): in three hours, tomorrow and on Monday at nine on the team's clock. */
function snoozeTimes(now: number, zone: string): { key: 'later' | 'tomorrow' | 'nextWeek'; at: Date }[] {
  const { tomorrow, monday } = nextMornings(now, zone);
  return [
    { key: 'later', at: new Date(now + 3 * 3_600_000) },
    { key: 'tomorrow', at: tomorrow },
    { key: 'nextWeek', at: monday },
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
  const zone = useSession().tenant.timezone;
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
      {snoozeTimes(Date.now(), zone).map(({ key, at }) => (
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
