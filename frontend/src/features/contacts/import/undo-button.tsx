// Takes an import back, after asking.
import type { ContactImport } from '@parley/contract';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { useUndoImport } from './api';

export function UndoButton({ imported, size }: { imported: ContactImport; size?: 'sm' | 'md' }) {
  const { t } = useTranslation('contacts');
  const undo = useUndoImport();
  const [asking, setAsking] = useState(false);
  if (!imported.abilities.undo) return null;
  return (
    <>
      <Button
        variant={size === 'sm' ? 'ghost' : undefined}
        size={size}
        icon={Undo2}
        flipIcon
        onClick={() => setAsking(true)}
      >
        {t('import.undo')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('import.undoTitle', { name: imported.fileName })}
        description={t('import.undoHelp', { created: imported.created, updated: imported.updated })}
        confirmLabel={t('import.undo')}
        danger
        onConfirm={() => undo.mutateAsync(imported.id)}
      />
    </>
  );
}
