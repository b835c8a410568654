// Asks before a message is taken back, and says for whom it will be gone.
import type { ChannelCapabilities, Message } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { useRemoveMessage } from './api';

type Reach = 'cancelled' | 'everywhere' | 'here';

/** For whom it will be gone, as far as can be known before the provider is asked. */
export function reachOfRemoval(message: Message, withdraw: boolean): Reach {
  if (message.direction === 'in') return 'here';
  if (message.state === 'queued') return 'cancelled';
  const left = message.state === 'sent' || message.state === 'delivered' || message.state === 'read';
  return left && withdraw ? 'everywhere' : 'here';
}

export interface RemoveDialogProps {
  message: Message;
  capabilities: Pick<ChannelCapabilities, 'withdraw'> | undefined;
  contactName: string;
  onClose: () => void;
}

export default function RemoveDialog({ message, capabilities, contactName, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('inbox');
  const remove = useRemoveMessage();
  const reach = reachOfRemoval(message, capabilities?.withdraw ?? false);
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={reach === 'cancelled' ? t('remove.cancelTitle') : t('remove.title')}
      description={t(`remove.help.${reach}`, { name: contactName })}
      confirmLabel={t(`remove.confirm.${reach}`)}
      onConfirm={() => remove.mutateAsync(message)}
    />
  );
}
