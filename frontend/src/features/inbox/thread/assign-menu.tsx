// Whose chat this is, and the choice of somebody else.
import type { Chat } from '@parley/contract';
import { UserRoundPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { useAssign } from '../actions';
import { AssignPick } from '../pick/pick-menu';
import { narrowHidden, narrowLook } from './narrow';

export interface AssignMenuProps {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AssignMenu({ chat, open, onOpenChange }: AssignMenuProps) {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const assign = useAssign();
  const { assigneeId, assigneeName } = chat;
  const whose = assigneeId === user.id ? t('assign.you') : assigneeName;
  return (
    <AssignPick
      open={open}
      onOpenChange={onOpenChange}
      current={assigneeId}
      onPick={(person) => assign(chat, person)}
      trigger={
        <Button
          variant="ghost"
          icon={assigneeId ? undefined : UserRoundPlus}
          shortcut="a"
          aria-label={whose ? t('assign.assignedTo', { name: whose }) : t('assign.title')}
          title={whose ? t('assign.assignedTo', { name: whose }) : t('assign.title')}
          className={`${narrowLook} max-tablet:w-10 max-tablet:justify-center max-tablet:px-0!`}
        >
          {assigneeId && assigneeName && <Avatar id={assigneeId} name={assigneeName} size={20} />}
          <bdi className={`max-w-28 truncate ${narrowHidden}`}>{whose ?? t('assign.title')}</bdi>
        </Button>
      }
    />
  );
}
