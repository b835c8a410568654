// Whose chat this is, and the choice of somebody else.
import type { Chat } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { UserRoundPlus, UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { membersQuery } from '../../../lib/team';
import { Button } from '../../../ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../ui/menu';
import { useAssign } from '../actions';

export interface AssignMenuProps {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AssignMenu({ chat, open, onOpenChange }: AssignMenuProps) {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const { data: members = [] } = useQuery(membersQuery);
  const assign = useAssign();
  const others = members.filter((one) => one.status === 'active' && one.id !== user.id);
  const whose = chat.assigneeId === user.id ? t('assign.you') : chat.assigneeName;
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      label={t('assign.title')}
      className="w-56"
      trigger={
        <Button
          variant="ghost"
          icon={UserRoundPlus}
          shortcut="a"
          aria-label={whose ? t('assign.assignedTo', { name: whose }) : t('assign.title')}
          className="max-tablet:w-10 max-tablet:justify-center max-tablet:px-0!"
        >
          <bdi className="max-w-28 truncate max-tablet:hidden">{whose ?? t('assign.title')}</bdi>
        </Button>
      }
    >
      <MenuLabel>{t('assign.title')}</MenuLabel>
      <MenuItem checked={chat.assigneeId === user.id} onSelect={() => assign(chat, { id: user.id, name: user.name })}>
        {t('assign.me')}
      </MenuItem>
      {others.map((one) => (
        <MenuItem key={one.id} checked={chat.assigneeId === one.id} onSelect={() => assign(chat, one)}>
          <bdi>{one.name}</bdi>
        </MenuItem>
      ))}
      {chat.assigneeId && (
        <>
          <MenuSeparator />
          <MenuItem icon={UserRoundX} onSelect={() => assign(chat, null)}>
            {t('assign.nobody')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
