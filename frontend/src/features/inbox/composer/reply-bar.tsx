// The message being answered, above the field.
import { Reply, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import type { Quoted } from '../drafts';
import { toKind } from '../kinds';

export interface ReplyBarProps {
  quoted: Quoted;
  contactName: string;
  onCancel: () => void;
}

export function ReplyBar({ quoted, contactName, onCancel }: ReplyBarProps) {
  const { t } = useTranslation('inbox');
  const name = quoted.direction === 'in' ? contactName : (quoted.senderName ?? t('search.us'));
  return (
    <div className="flex items-start gap-2 border-b border-line py-1.5 ps-3 pe-1.5">
      <Icon of={Reply} size={14} flip className="mt-1 text-ink-muted" />
      <div className="min-w-0 flex-1 border-s-2 border-accent ps-2 text-12">
        <p className="truncate font-medium text-accent-text">{t('composer.replyingTo', { name })}</p>
        <p dir="auto" className="truncate text-ink-muted">
          {quoted.preview || t(`kinds.${toKind(quoted.kind)}`)}
        </p>
      </div>
      <IconButton icon={X} label={t('composer.cancelReply')} size="sm" tooltipSide="top" onClick={onCancel} />
    </div>
  );
}
