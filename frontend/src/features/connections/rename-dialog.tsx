// Gives a connection another name.
import type { Connection } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useRenameConnection } from './api';
import { NameForm } from './name-form';

export function RenameDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const rename = useRenameConnection();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('rename.title')}
      width="sm"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="rename" busy={rename.isPending}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <NameForm
        id="rename"
        initial={connection.name}
        error={rename.error}
        onSubmit={(name) => rename.mutate({ id: connection.id, name }, { onSuccess: onClose })}
      />
    </Dialog>
  );
}
