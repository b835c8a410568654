// What the reader decides for themselves: whether new chats come to them, and what this browser tells.
import { useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../../lib/availability';
import { askPermission, useNotifySettings, writeNotifySettings } from '../../../lib/notify';
import { useSession } from '../../../lib/session';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../ui/menu';
import { notifyError } from '../../../ui/toast';
import { useOwnAvailability } from '../own-availability';

export function ListMenu() {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const { data: people } = useQuery(availabilityQuery);
  const own = people?.find((one) => one.userId === user.id);
  const setAvailable = useOwnAvailability();
  const settings = useNotifySettings();

  /** The browser asks its question only after this press. */
  async function switchNotices() {
    if (settings.notices) return writeNotifySettings({ notices: false });
    const answer = await askPermission();
    if (answer === 'granted') writeNotifySettings({ notices: true });
    else notifyError(t(`notify.${answer}`), { description: t(`notify.${answer}Help`) });
  }

  return (
    <Menu label={t('list.options')} className="w-64" trigger={<IconButton icon={Ellipsis} label={t('list.options')} />}>
      {own && (
        <>
          <MenuItem checked={own.available} onSelect={() => setAvailable(!own.available)}>
            {t('availability.mine')}
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuLabel>{t('notify.title')}</MenuLabel>
      <MenuItem checked={settings.notices} onSelect={() => void switchNotices()}>
        {t('notify.notices')}
      </MenuItem>
      <MenuItem checked={settings.sound} onSelect={() => writeNotifySettings({ sound: !settings.sound })}>
        {t('notify.sound')}
      </MenuItem>
    </Menu>
  );
}
