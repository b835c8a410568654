// The choice of a reaction when it is asked for from the menu, by keyboard or a long press.
import type { Message } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog';
import { EmojiChoice } from './message-tools';

export interface ReactDialogProps {
  message: Message;
  onReact: (emoji: string) => void;
  onClose: () => void;
}

export default function ReactDialog({ message, onReact, onClose }: ReactDialogProps) {
  const { t } = useTranslation('inbox');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('thread.react')} width="sm">
      <div className="flex justify-center">
        <EmojiChoice
          message={message}
          onChoose={(emoji) => {
            onClose();
            onReact(emoji);
          }}
        />
      </div>
    </Dialog>
  );
}
