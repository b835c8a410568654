// The button that opens all emojis; their code and data come with the first press.
import { Smile } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button';
import { Popover } from '../../../ui/popover';
import { Spinner } from '../../../ui/spinner';

const EmojiPicker = lazy(() => import('../media/emoji-picker'));

export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('inbox');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('emoji.title')}
      side="top"
      className="w-auto! p-0!"
      trigger={<IconButton icon={Smile} label={t('emoji.title')} tooltipSide="top" />}
    >
      <Suspense
        fallback={
          <span className="grid h-[340px] w-[312px] place-items-center">
            <Spinner />
          </span>
        }
      >
        <EmojiPicker
          onChoose={(emoji) => {
            setOpen(false);
            onPick(emoji);
          }}
        />
      </Suspense>
    </Popover>
  );
}
