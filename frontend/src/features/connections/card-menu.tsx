// Everything that can be done to a connection, behind its three dots.
import type { Connection } from '@parley/contract';
import { Ellipsis, Gauge, LogOut, Pencil, QrCode, RefreshCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';

export type CardAction = 'connect' | 'repair' | 'pacing' | 'rename' | 'logout' | 'remove';

export interface CardMenuProps {
  connection: Connection;
  onAction: (action: CardAction, connection: Connection) => void;
}

export function CardMenu({ connection, onAction }: CardMenuProps) {
  const { t } = useTranslation('connections');
  const connected = connection.state === 'connected';
  const run = (action: CardAction) => () => onAction(action, connection);
  return (
    <Menu
      label={connection.name}
      className="w-52"
      trigger={
        <IconButton icon={Ellipsis} label={t('actions.more', { name: connection.name })} className="self-start" />
      }
    >
      {!connected && (
        <MenuItem icon={QrCode} onSelect={run('connect')}>
          {t('actions.connect')}
        </MenuItem>
      )}
      <MenuItem icon={Gauge} onSelect={run('pacing')}>
        {t('actions.pacing')}
      </MenuItem>
      <MenuItem icon={Pencil} onSelect={run('rename')}>
        {t('actions.rename')}
      </MenuItem>
      <MenuItem icon={RefreshCw} onSelect={run('repair')}>
        {t('actions.repair')}
      </MenuItem>
      <MenuSeparator />
      {connected && (
        <MenuItem icon={LogOut} flipIcon onSelect={run('logout')}>
          {t('actions.logout')}
        </MenuItem>
      )}
      <MenuItem icon={Trash2} danger onSelect={run('remove')}>
        {t('actions.remove')}
      </MenuItem>
    </Menu>
  );
}
