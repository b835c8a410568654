// The phone's way around: four places and "More", which holds the rest.
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, LogOut, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { overviewQuery } from '../lib/overview';
import { useSession, useSessionActions } from '../lib/session';
import { LanguageButton, ThemeToggle } from '../ui/appearance';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { signOut } from './account-menu';
import { footPlaces, mainPlaces, placesFor } from './navigation';

const inBar = ['inbox', 'contacts', 'campaigns', 'connections'];
const look =
  'relative grid h-14 content-center justify-items-center gap-0.5 text-11 font-medium text-ink-muted focus-visible:shadow-focus-inset aria-[current=page]:text-accent-text';

export function TabBar({ onPalette }: { onPalette: () => void }) {
  const { t } = useTranslation();
  const { permissions } = useSession();
  const { data } = useQuery(overviewQuery);
  const [more, setMore] = useState(false);
  const places = placesFor([...mainPlaces, ...footPlaces], permissions);
  const unread = data?.chats.unread ?? 0;
  return (
    <nav
      aria-label={t('rail.label')}
      className="grid flex-none auto-cols-fr grid-flow-col border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] tablet:hidden"
    >
      {places
        .filter((place) => inBar.includes(place.key))
        .map((place) => (
          <NavLink key={place.key} to={place.to} className={look}>
            <Icon of={place.icon} size={20} flip={place.flip} />
            {t(`nav.${place.key}`)}
            {place.key === 'inbox' && unread > 0 && (
              <span className="tabular absolute start-[calc(50%+5px)] top-[5px] grid h-[17px] min-w-[17px] place-items-center rounded-full bg-accent px-1 text-11 leading-none text-accent-contrast">
                {unread > 99 ? '99+' : unread}
                <span className="sr-only"> {t('marks.unread')}</span>
              </span>
            )}
          </NavLink>
        ))}
      <button type="button" className={look} onClick={() => setMore(true)}>
        <Icon of={Ellipsis} size={20} />
        {t('nav.more')}
      </button>
      <MoreSheet open={more} onOpenChange={setMore} onPalette={onPalette} />
    </nav>
  );
}

interface MoreSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPalette: () => void;
}

function MoreSheet({ open, onOpenChange, onPalette }: MoreSheetProps) {
  const { t } = useTranslation();
  const { permissions, tenant } = useSession();
  const { leave } = useSessionActions();
  const navigate = useNavigate();
  const places = placesFor([...mainPlaces, ...footPlaces], permissions).filter((place) => !inBar.includes(place.key));
  const row = 'flex min-h-touch w-full items-center gap-3 rounded-sm px-3 text-start text-14 hover:bg-hover';

  function run(action: () => void) {
    onOpenChange(false);
    action();
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={<bdi>{tenant.name}</bdi>} flush>
      <ul className="p-2">
        <li>
          <button type="button" className={row} onClick={() => run(onPalette)}>
            <Icon of={Search} className="text-ink-muted" />
            {t('rail.search')}
          </button>
        </li>
        {places.map((place) => (
          <li key={place.key}>
            <button type="button" className={row} onClick={() => run(() => void navigate(place.to))}>
              <Icon of={place.icon} className="text-ink-muted" />
              {t(`nav.${place.key}`)}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={row} onClick={() => run(() => void signOut(leave))}>
            <Icon of={LogOut} flip className="text-ink-muted" />
            {t('account.logout')}
          </button>
        </li>
      </ul>
      <div className="flex items-center justify-between border-t border-line px-3 py-2">
        <LanguageButton />
        <ThemeToggle />
      </div>
    </Dialog>
  );
}
