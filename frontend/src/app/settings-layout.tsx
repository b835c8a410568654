// Settings: its pages beside a short list of them; a strip of tabs on a phone.
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useSession } from '../lib/session';
import { Icon } from '../ui/icon';
import { placesFor, settingsPlaces } from './navigation';

export default function SettingsLayout() {
  const { t } = useTranslation();
  const { permissions } = useSession();
  return (
    <div className="flex min-h-0 flex-1 max-tablet:flex-col">
      <nav
        aria-label={t('nav.settings')}
        className="w-[212px] flex-none overflow-auto border-e border-line bg-sunken px-2 pb-3 max-tablet:w-full max-tablet:border-e-0 max-tablet:border-b max-tablet:pb-0"
      >
        <h2 className="flex h-bar items-center px-2 text-14 font-semibold max-tablet:sr-only">{t('nav.settings')}</h2>
        <ul className="grid gap-px max-tablet:flex max-tablet:overflow-x-auto">
          {placesFor(settingsPlaces, permissions).map((place) => (
            <li key={place.key}>
              <NavLink
                to={place.to}
                className="flex h-[30px] items-center gap-[9px] rounded-sm px-2 text-13 whitespace-nowrap text-ink-secondary hover:bg-hover focus-visible:shadow-focus-inset aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-ink max-tablet:h-11"
              >
                <Icon of={place.icon} className="text-ink-muted" />
                {t(`nav.${place.key}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Outlet />
      </div>
    </div>
  );
}
