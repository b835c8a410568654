// The dialog that belongs to what was chosen on a card.
import type { Connection } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { notify } from '../../ui/toast';
import { useLogoutConnection, useRemoveConnection } from './api';
import type { CardAction } from './card-menu';
import { ConnectDialog } from './connect-dialog';
import { GapsDialog } from './gaps-dialog';
import { PacingDialog } from './pacing-dialog';
import { RenameDialog } from './rename-dialog';
import { TokenDialog } from './token-dialog';

export interface CardDialogsProps {
  action: CardAction;
  connection: Connection;
  onClose: () => void;
}

export function CardDialogs({ action, connection, onClose }: CardDialogsProps) {
  const { t } = useTranslation('connections');
  const logout = useLogoutConnection();
  const remove = useRemoveConnection();
  const { name } = connection;
  if (action === 'token') return <TokenDialog connection={connection} onClose={onClose} />;
  if (action === 'gaps') return <GapsDialog connection={connection} onClose={onClose} />;
  if (action === 'connect' || action === 'repair') {
    return <ConnectDialog connection={connection} beginning={action} onClose={onClose} />;
  }
  if (action === 'pacing') return <PacingDialog connection={connection} onClose={onClose} />;
  if (action === 'rename') return <RenameDialog connection={connection} onClose={onClose} />;
  if (action === 'logout') {
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={t('logout.title', { name })}
        description={t('logout.help')}
        confirmLabel={t('actions.logout')}
        onConfirm={() => logout.mutateAsync(connection.id)}
      />
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger
      title={t('remove.title', { name })}
      description={t('remove.help')}
      confirmLabel={t('remove.confirm', { name })}
      onConfirm={async () => {
        await remove.mutateAsync(connection.id);
        notify(t('remove.done', { name }));
      }}
    >
      {connection.queued > 0 && <p className="text-13">{t('remove.queued', { count: connection.queued })}</p>}
    </ConfirmDialog>
  );
}
