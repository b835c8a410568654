// One ready answer: its shortcut, its title, how it begins, how often it was used.
import type { CannedReply } from '@parley/contract';
import { Ellipsis, Pencil, Trash2, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';

interface ReplyRowProps {
  reply: CannedReply;
  onEdit: () => void;
  onRemove: () => void;
}

export function ReplyRow({ reply, onEdit, onRemove }: ReplyRowProps) {
  const { t } = useTranslation('inbox-settings');
  const head = (
    <span className="flex min-w-0 items-center gap-2">
      <code className="flex-none rounded-xs bg-sunken px-1.5 py-px font-mono text-12 text-ink-secondary">
        <bdi>/{reply.shortcut}</bdi>
      </code>
      <bdi className="truncate text-13 font-medium">{reply.title}</bdi>
      {reply.ownerId === null && (
        <Badge>
          <Icon of={Users} size={12} className="me-1" />
          {t('replies.team')}
        </Badge>
      )}
    </span>
  );
  return (
    <li className="flex items-start gap-3 border-b border-line py-2.5 ps-6 pe-4 hover:bg-sunken max-tablet:ps-4">
      <div className="grid min-w-0 flex-1 gap-1">
        {reply.abilities.edit ? (
          <button type="button" onClick={onEdit} className="min-w-0 text-start max-tablet:min-h-10">
            {head}
          </button>
        ) : (
          head
        )}
        <p dir="auto" className="line-clamp-2 text-13 match-parent whitespace-pre-line text-ink-secondary">
          {reply.text}
        </p>
      </div>
      <span className="flex-none pt-0.5 text-12 text-ink-muted max-tablet:hidden">
        {reply.uses === 0 ? t('replies.never') : t('replies.uses', { count: reply.uses })}
      </span>
      <span className="w-8 flex-none">
        {reply.abilities.edit && (
          <Menu trigger={<IconButton icon={Ellipsis} label={t('replies.actions', { name: reply.title })} />}>
            <MenuItem icon={Pencil} onSelect={onEdit}>
              {t('replies.edit')}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Trash2} danger onSelect={onRemove}>
              {t('replies.remove')}
            </MenuItem>
          </Menu>
        )}
      </span>
    </li>
  );
}
