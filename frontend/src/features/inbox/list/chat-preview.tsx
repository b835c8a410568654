// The second line of a row: that the customer writes, a draft, a failure, or what was said last with its tick or the icon of its kind.
import type { Chat } from '@parley/contract';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type BubbleState, Tick } from '../../../ui/bubble';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { useDraft } from '../drafts';
import { kindIcons, toKind } from '../kinds';
import { useContactTyping } from '../presence';

const textLook = 'min-w-0 flex-1 truncate match-parent';

export function ChatPreview({ chat, unread, open }: { chat: Chat; unread: boolean; open: boolean }) {
  const { t } = useTranslation('inbox');
  const draft = useDraft(chat.id);
  const typing = useContactTyping(chat.id);
  const last = chat.lastMessage;
  const look = 'flex min-w-0 flex-1 items-center gap-[5px] text-13';
  if (typing) {
    return (
      <span className={cn(look, 'font-medium text-accent-text')}>
        <span className={textLook}>{t('row.typing')}</span>
      </span>
    );
  }
  if (draft && !open) {
    return (
      <span className={cn(look, 'text-ink-muted')}>
        <span className="flex-none font-medium text-warning">{t('row.draft')}</span>
        <bdi className={textLook}>{draft}</bdi>
      </span>
    );
  }
  if (!last) return <span className={cn(look, 'text-ink-muted')}>{t('row.nothingYet')}</span>;
  if (last.state === 'failed') {
    return (
      <span className={cn(look, 'text-danger')}>
        <Icon of={CircleAlert} size={14} />
        <span className="flex-none">{t('row.notSent')}</span>
        <bdi className={textLook}>{last.preview}</bdi>
      </span>
    );
  }
  const kind = toKind(last.kind);
  return (
    <span className={cn(look, unread ? 'text-ink' : 'text-ink-muted')}>
      {last.direction === 'out' && last.state !== 'received' && <Tick state={toTick(last.state)} />}
      {kind !== 'text' && <Icon of={kindIcons[kind]} size={14} />}
      <bdi className={textLook}>{last.preview || t(`kinds.${kind}`)}</bdi>
    </span>
  );
}

function toTick(state: NonNullable<Chat['lastMessage']>['state']): BubbleState {
  return state === 'received' ? 'sent' : state;
}
