// Beside a bubble while it is pointed at or has the keyboard: react, reply, more.
import type { Message } from '@parley/contract';
import { Ellipsis, Plus, Reply, SmilePlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button';
import { Popover } from '../../../ui/popover';
import { Spinner } from '../../../ui/spinner';

const EmojiPicker = lazy(() => import('../media/emoji-picker'));

/** WhatsApp's own six. */
const quickEmojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

export interface MessageToolsProps {
  message: Message;
  onReply: () => void;
  onReact: (emoji: string) => void;
  /** A choice is open: the tools must stay, wherever the pointer goes. */
  onHold: (held: boolean) => void;
  /** Opens the menu of everything at this button. */
  onMore: (at: DOMRect) => void;
}

export function MessageTools({ message, onReply, onReact, onHold, onMore }: MessageToolsProps) {
  const { t } = useTranslation('inbox');
  const { reply, react } = message.abilities;
  return (
    <span className="msg-tools flex items-center rounded-sm bg-raised p-px shadow-[0_0_0_1px_var(--line)]">
      {react && <ReactButton message={message} onReact={onReact} onHold={onHold} />}
      {reply && <IconButton size="sm" icon={Reply} flip label={t('thread.reply')} shortcut="r" onClick={onReply} />}
      <IconButton
        size="sm"
        icon={Ellipsis}
        label={t('thread.more')}
        aria-haspopup="menu"
        onClick={(event) => onMore(event.currentTarget.getBoundingClientRect())}
      />
    </span>
  );
}

function ReactButton({ message, onReact, onHold }: Pick<MessageToolsProps, 'message' | 'onReact' | 'onHold'>) {
  const { t } = useTranslation('inbox');
  const [open, setOpen] = useState(false);
  function show(next: boolean) {
    setOpen(next);
    onHold(next);
  }
  return (
    <Popover
      open={open}
      onOpenChange={show}
      label={t('thread.react')}
      side="top"
      align="center"
      className="w-auto p-1!"
      trigger={<IconButton size="sm" icon={SmilePlus} label={t('thread.react')} on={open || undefined} />}
    >
      <EmojiChoice
        message={message}
        onChoose={(emoji) => {
          show(false);
          onReact(emoji);
        }}
      />
    </Popover>
  );
}

/** Six at once, all behind the plus. */
export function EmojiChoice({ message, onChoose }: { message: Message; onChoose: (emoji: string) => void }) {
  const { t } = useTranslation('inbox');
  const [all, setAll] = useState(false);
  const own = message.reactions.find((one) => one.direction === 'out')?.emoji;
  if (all) {
    return (
      <Suspense fallback={<Spinner className="m-6" />}>
        <EmojiPicker onChoose={onChoose} />
      </Suspense>
    );
  }
  return (
    <span className="flex items-center gap-0.5">
      {quickEmojis.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={own === emoji ? t('thread.takeBackReaction', { emoji }) : t('thread.reactWith', { emoji })}
          aria-pressed={own === emoji}
          onClick={() => onChoose(own === emoji ? '' : emoji)}
          className="grid size-8 place-items-center rounded-sm text-20 hover:bg-hover aria-pressed:bg-selected max-tablet:size-10"
        >
          {emoji}
        </button>
      ))}
      <IconButton icon={Plus} label={t('thread.moreEmoji')} onClick={() => setAll(true)} />
    </span>
  );
}
