// Asks before a template is deleted.
import type { Template } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { notify } from '../../../ui/toast';
import { useDeleteTemplate } from '../api';

interface DeleteTemplateProps {
  template: Template | null;
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteTemplate({ template, onClose, onDeleted }: DeleteTemplateProps) {
  const { t } = useTranslation('templates');
  const remove = useDeleteTemplate();
  return (
    <ConfirmDialog
      open={template !== null}
      onOpenChange={onClose}
      title={t('delete.title', { name: template?.name ?? '' })}
      description={t('delete.help')}
      confirmLabel={t('delete.confirm')}
      danger
      onConfirm={async () => {
        if (!template) return;
        await remove.mutateAsync(template.id);
        notify(t('delete.done', { name: template.name }));
        onDeleted?.();
      }}
    />
  );
}
