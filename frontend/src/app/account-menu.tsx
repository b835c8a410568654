// Which tenant, who, and the way out. People in several tenants switch here.
import { logout, switchTenant } from '@parley/contract';
import { ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../lib/api-client';
import { sayError } from '../lib/field-errors';
import { useSession, useSessionActions } from '../lib/session';
import { Icon } from '../ui/icon';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu';
import { notifyError } from '../ui/toast';

/** Signs out here whatever the server says; its session then ends by itself. */
export async function signOut(leave: () => void): Promise<void> {
  await call(logout).catch(() => undefined);
  leave();
}

export function AccountMenu() {
  const { t } = useTranslation();
  const { user, tenant, role, tenants } = useSession();
  const actions = useSessionActions();
  const navigate = useNavigate();
  const person = `${user.name} · ${t(`roles.${role}`)}`;

  async function switchTo(tenantId: string) {
    if (tenantId === tenant.id) return;
    try {
      actions.enter(await call(switchTenant, { body: { tenantId } }));
      await navigate('/');
    } catch (error) {
      notifyError(sayError(t, error));
    }
  }

  return (
    <Menu
      side="top"
      align="start"
      label={t('account.menu')}
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`${t('account.menu')}: ${tenant.name}, ${person}`}
          className="flex w-full items-center gap-[9px] rounded-sm px-2 py-[5px] text-start text-ink-muted group-data-collapsed/rail:justify-center group-data-collapsed/rail:px-0 hover:bg-pressed max-desktop:justify-center max-desktop:px-0"
        >
          <span
            aria-hidden
            className="grid size-[26px] flex-none place-items-center rounded-sm bg-ink text-12 font-semibold text-surface"
          >
            {[...tenant.name.trim()][0]?.toLocaleUpperCase()}
          </span>
          <span className="grid min-w-0 flex-1 leading-[1.3] group-data-collapsed/rail:hidden max-desktop:hidden">
            <bdi className="truncate text-12 font-semibold text-ink match-parent">{tenant.name}</bdi>
            <bdi className="truncate text-11 match-parent">{person}</bdi>
          </span>
          <Icon of={ChevronsUpDown} size={14} className="group-data-collapsed/rail:hidden max-desktop:hidden" />
        </button>
      }
    >
      {tenants.length > 1 && (
        <>
          <MenuLabel>{t('account.tenants')}</MenuLabel>
          {tenants.map((one) => (
            <MenuItem key={one.id} checked={one.id === tenant.id} onSelect={() => void switchTo(one.id)}>
              <bdi>{one.name}</bdi>
            </MenuItem>
          ))}
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={UserRound} onSelect={() => void navigate('/settings/profile')}>
        {t('nav.profile')}
      </MenuItem>
      <MenuItem icon={LogOut} flipIcon onSelect={() => void signOut(actions.leave)}>
        {t('account.logout')}
      </MenuItem>
    </Menu>
  );
}
