// Deletes a segment, after asking. A campaign that waits for it is named.
import type { Segment } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/api-error';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { notify, notifyError } from '../../../ui/toast';
import { useDeleteSegment } from './api';

interface DeleteSegmentProps {
  segment: Segment;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteSegment({ segment, onClose, onDeleted }: DeleteSegmentProps) {
  const { t } = useTranslation('contacts');
  const remove = useDeleteSegment();

  async function confirm() {
    try {
      await remove.mutateAsync(segment.id);
    } catch (error) {
      if (!isApiError(error, 'wrong_state')) throw error;
      notifyError(t('segments.inUse', { campaign: String(error.data?.campaign ?? '') }));
      return;
    }
    notify(t('segments.removed', { name: segment.name }));
    onDeleted();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('segments.removeTitle', { name: segment.name })}
      description={t('segments.removeHelp')}
      confirmLabel={t('actions.delete')}
      danger
      onConfirm={confirm}
    />
  );
}
