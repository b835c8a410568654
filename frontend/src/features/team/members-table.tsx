// Members with their role; what may be changed is what the server allows for each.
import { type Member, type Role, roles } from '@parley/contract';
import { Ban, Ellipsis, RotateCcw, UserRoundMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useSession } from '../../lib/session';
import { Avatar } from '../../ui/avatar';
import { Badge } from '../../ui/badge';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { RelativeTime } from '../../ui/relative-time';
import { Select } from '../../ui/select';
import { Table, Td, Th, Tr } from '../../ui/table';
import { notify, notifyError } from '../../ui/toast';
import { useRemoveMember, useUpdateMember } from './api';

/** The roles a person may give: only an owner makes owners. */
export function grantableRoles(own: Role): Role[] {
  return roles.filter((role) => role !== 'owner' || own === 'owner');
}

export function MembersTable({ members }: { members: readonly Member[] }) {
  const { t } = useTranslation('team');
  const [leaving, setLeaving] = useState<Member | null>(null);
  const remove = useRemoveMember();
  return (
    <>
      <Table stack roomy>
        <thead>
          <tr>
            <Th>{t('members.person')}</Th>
            <Th>{t('members.role')}</Th>
            <Th>{t('members.joined')}</Th>
            <Th>
              <span className="sr-only">{t('common:actions.moreActions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} onRemove={() => setLeaving(member)} />
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        danger
        title={t('remove.title', { name: leaving?.name ?? '' })}
        description={t('remove.help')}
        confirmLabel={t('remove.confirm', { name: leaving?.name ?? '' })}
        onConfirm={async () => {
          if (!leaving) return;
          await remove.mutateAsync(leaving.id);
          notify(t('remove.done', { name: leaving.name }));
        }}
      />
    </>
  );
}

function MemberRow({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const { t } = useTranslation('team');
  const { user } = useSession();
  const active = member.status === 'active';
  return (
    <Tr>
      <Td onPhone="wide" className="max-tablet:ps-0!">
        <span className="flex items-center gap-3">
          <Avatar id={member.id} name={member.name} size={32} className={active ? undefined : 'opacity-60'} />
          <span className="grid min-w-0 leading-snug">
            <span className="flex items-center gap-2">
              <bdi className="truncate font-medium">{member.name}</bdi>
              {member.id === user.id && <Badge>{t('members.you')}</Badge>}
              {!active && <Badge tone="warning">{t('members.deactivated')}</Badge>}
            </span>
            <bdi dir="ltr" className="truncate text-12 text-ink-muted match-parent">
              {member.email}
            </bdi>
          </span>
        </span>
      </Td>
      <Td>
        <RoleCell member={member} />
      </Td>
      <Td onPhone="hidden" className="text-ink-muted">
        <RelativeTime at={member.joinedAt} as="date" />
      </Td>
      <Td className="w-14 text-end">{member.abilities.remove && <MemberMenu member={member} onRemove={onRemove} />}</Td>
    </Tr>
  );
}

function RoleCell({ member }: { member: Member }) {
  const { t } = useTranslation('team');
  const { role: own } = useSession();
  const update = useUpdateMember();
  if (!member.abilities.changeRole) return t(`common:roles.${member.role}`);
  const shown = update.isPending ? (update.variables.role ?? member.role) : member.role;
  return (
    <Select
      label={t('members.roleOf', { name: member.name })}
      value={shown}
      className="max-w-44"
      options={grantableRoles(own).map((role) => ({ value: role, label: t(`common:roles.${role}`) }))}
      onChange={(role) =>
        update.mutate(
          { id: member.id, role },
          {
            onSuccess: () => notify(t('members.roleChanged', { name: member.name, role: t(`common:roles.${role}`) })),
            onError: (error) => notifyError(sayError(t, error)),
          },
        )
      }
    />
  );
}

function MemberMenu({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const { t } = useTranslation('team');
  const update = useUpdateMember();
  const active = member.status === 'active';

  function setStatus(status: Member['status']) {
    update.mutate(
      { id: member.id, status },
      {
        onSuccess: () => notify(t(`members.now.${status}`, { name: member.name })),
        onError: (error) => notifyError(sayError(t, error)),
      },
    );
  }

  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={t('members.actions', { name: member.name })} />}>
      {active ? (
        <MenuItem icon={Ban} onSelect={() => setStatus('deactivated')}>
          {t('members.deactivate')}
        </MenuItem>
      ) : (
        <MenuItem icon={RotateCcw} onSelect={() => setStatus('active')}>
          {t('members.activate')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={UserRoundMinus} danger onSelect={onRemove}>
        {t('members.remove')}
      </MenuItem>
    </Menu>
  );
}
