// Everything that can be done to a connection, behind its three dots.
import type { Connection } from '@parley/contract';
import {
  Ellipsis,
  Gauge,
  History,
  KeyRound,
  LayoutTemplate,
  LogOut,
  Pencil,
  QrCode,
  RefreshCw,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { isTokenChannel } from './credentials';

export type CardAction =
  | 'connect'
  | 'repair'
  | 'token'
  | 'templates'
  | 'gaps'
  | 'pacing'
  | 'rename'
  | 'logout'
  | 'remove';

export interface CardMenuProps {
  connection: Connection;
  onAction: (action: CardAction, connection: Connection) => void;
}

export function CardMenu({ connection, onAction }: CardMenuProps) {
  const { t } = useTranslation('connections');
  const connected = connection.state === 'connected';
  const byQr = !isTokenChannel(connection.channel);
  const run = (action: CardAction) => () => onAction(action, connection);
  return (
    <Menu
      label={connection.name}
      className="w-52"
      trigger={
        <IconButton icon={Ellipsis} label={t('actions.more', { name: connection.name })} className="self-start" />
      }
    >
      {!connected && byQr && (
        <MenuItem icon={QrCode} onSelect={run('connect')}>
          {t('actions.connect')}
        </MenuItem>
      )}
      {!byQr && (
        <MenuItem icon={KeyRound} onSelect={run('token')}>
          {t('actions.token')}
        </MenuItem>
      )}
      {connection.capabilities.templates && (
        <MenuItem icon={LayoutTemplate} onSelect={run('templates')}>
          {t('actions.templates')}
        </MenuItem>
      )}
      <MenuItem icon={Gauge} onSelect={run('pacing')}>
        {t('actions.pacing')}
      </MenuItem>
      <MenuItem icon={Pencil} onSelect={run('rename')}>
        {t('actions.rename')}
      </MenuItem>
      <MenuItem icon={RefreshCw} onSelect={run('repair')}>
        {t(byQr ? 'actions.repair' : 'actions.repairToken')}
      </MenuItem>
      <MenuItem icon={History} onSelect={run('gaps')}>
        {t('actions.gaps')}
      </MenuItem>
      <MenuSeparator />
      {connected && byQr && (
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
