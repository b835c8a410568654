// The rest of what can be done with a chat: its status, automations, the contact, and deleting it.
import { type Chat, chatStatus } from '@parley/contract';
import { Contact, Ellipsis, SquareArrowOutUpRight, Trash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '../../../lib/session';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../ui/menu';
import { notify } from '../../../ui/toast';
import { type StatusChange, useDeleteChat, useTakeover } from '../actions';

const statuses = chatStatus.options.filter((status) => status !== 'snoozed');

interface HeaderMenuProps {
  chat: Chat;
  backTo: string;
  onStatus: (change: StatusChange) => void;
  onContact: (() => void) | undefined;
}

export function HeaderMenu({ chat, backTo, onStatus, onContact }: HeaderMenuProps) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const takeOver = useTakeover();
  const [deleting, setDeleting] = useState(false);
  const mayDelete = useCan('chats.delete') && chat.abilities.remove;
  return (
    <>
      <Menu className="w-60" trigger={<IconButton icon={Ellipsis} label={t('common:actions.moreActions')} />}>
        <MenuLabel>{t('filter.status')}</MenuLabel>
        {statuses.map((status) => (
          <MenuItem key={status} checked={chat.status === status} onSelect={() => onStatus({ status })}>
            {t(`header.status.${status}`)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem checked={chat.takeover !== null} onSelect={() => takeOver(chat, chat.takeover === null)}>
          {t('header.silence')}
        </MenuItem>
        {onContact && (
          <MenuItem icon={Contact} onSelect={onContact}>
            {t('contact.show')}
          </MenuItem>
        )}
        <MenuItem icon={SquareArrowOutUpRight} flipIcon onSelect={() => void navigate(`/contacts/${chat.contactId}`)}>
          {t('contact.open')}
        </MenuItem>
        {mayDelete && (
          <>
            <MenuSeparator />
            <MenuItem icon={Trash} danger onSelect={() => setDeleting(true)}>
              {t('header.delete')}
            </MenuItem>
          </>
        )}
      </Menu>
      {deleting && <DeleteDialog chat={chat} backTo={backTo} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteDialog({ chat, backTo, onClose }: { chat: Chat; backTo: string; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const remove = useDeleteChat();
  async function confirm() {
    await remove.mutateAsync(chat.id);
    notify(t('header.deleted', { name: chat.contactName }));
    void navigate(backTo);
  }
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t('header.deleteTitle', { name: chat.contactName })}
      description={t('header.deleteHelp')}
      confirmLabel={t('header.delete')}
      onConfirm={confirm}
    />
  );
}
