// Everything that can be done with one message: by the secondary button, a long press, or the keyboard.
import type { Message } from '@parley/contract';
import { Copy, Download, Reply, RotateCcw, SmilePlus, Trash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { notify } from '../../../ui/toast';

export interface MenuPlace {
  message: Message;
  /** Where it opens, in pixels of the window. */
  x: number;
  y: number;
}

export interface MessageMenuProps {
  place: MenuPlace;
  onClose: () => void;
  onReply: () => void;
  onReact: () => void;
  onRetry: () => void;
  onRemove: () => void;
}

export default function MessageMenu({ place, onClose, onReply, onReact, onRetry, onRemove }: MessageMenuProps) {
  const { t } = useTranslation('inbox');
  const { message, x, y } = place;
  const { abilities, media, text } = message;
  const words = text ?? message.content.choice?.title;
  async function copy(what: string) {
    await navigator.clipboard.writeText(what);
    notify(t('common:actions.copied'));
  }
  return (
    <Menu
      open
      onOpenChange={(open) => !open && onClose()}
      align="start"
      label={t('thread.more')}
      className="w-52"
      trigger={
        // Only a place to open at: whoever asked for the menu gets the keyboard back.
        <span aria-hidden tabIndex={-1} className="fixed size-0" style={{ insetBlockStart: y, left: x }} />
      }
    >
      {abilities.reply && (
        <MenuItem icon={Reply} flipIcon shortcut="r" onSelect={onReply}>
          {t('thread.reply')}
        </MenuItem>
      )}
      {abilities.react && (
        <MenuItem icon={SmilePlus} onSelect={onReact}>
          {t('thread.react')}
        </MenuItem>
      )}
      {words && (
        <MenuItem icon={Copy} onSelect={() => void copy(words)}>
          {t('thread.copyText')}
        </MenuItem>
      )}
      {media?.url && !media.url.startsWith('blob:') && (
        <MenuItem icon={Download} onSelect={() => saveAs(media.url ?? '', media.fileName)}>
          {t('media.save')}
        </MenuItem>
      )}
      {abilities.retry && (
        <MenuItem icon={RotateCcw} onSelect={onRetry}>
          {t('common:actions.retry')}
        </MenuItem>
      )}
      {abilities.remove && (
        <>
          <MenuSeparator />
          <MenuItem icon={Trash} danger shortcut="delete" onSelect={onRemove}>
            {message.scheduledAt && message.state === 'queued' ? t('remove.cancelScheduled') : t('remove.delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

function saveAs(url: string, fileName: string | null): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName ?? '';
  link.click();
}
