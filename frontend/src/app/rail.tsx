// The left rail: where to go, what waits there, who you are. Icons only when collapsed or on a tablet.
import { useQuery } from '@tanstack/react-query';
import { CircleHelp, PanelLeft, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { overviewQuery } from '../lib/overview';
import { useSession } from '../lib/session';
import { LanguageToggle, ThemeToggle } from '../ui/appearance';
import { BrandMark } from '../ui/brand-mark';
import { cn } from '../ui/cn';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { AccountMenu } from './account-menu';
import { useLive } from './live-feed';
import { footPlaces, mainPlaces, type Place, placesFor } from './navigation';
import { PlaceMark } from './place-mark';

interface RailProps {
  collapsed: boolean;
  onToggle: () => void;
  onPalette: () => void;
  onShortcuts: () => void;
}

/** Hidden when the rail is narrow: by choice, or on a tablet. */
const wideOnly = 'max-desktop:sr-only group-data-collapsed/rail:sr-only';

export function Rail({ collapsed, onToggle, onPalette, onShortcuts }: RailProps) {
  const { t } = useTranslation();
  const { permissions } = useSession();
  return (
    <nav
      aria-label={t('rail.label')}
      data-collapsed={collapsed || undefined}
      className="group/rail flex w-rail flex-none flex-col border-e border-line bg-canvas px-2 pb-2 transition-[width] duration-(--t) data-collapsed:w-14 max-desktop:w-14 max-tablet:hidden"
    >
      <div className="flex h-bar flex-none items-center justify-between ps-2 group-data-collapsed/rail:justify-center group-data-collapsed/rail:ps-0 max-desktop:justify-center max-desktop:ps-0">
        <Link
          to="/"
          aria-label="Parley"
          className="flex items-center gap-1.5 text-16 font-semibold group-data-collapsed/rail:hidden"
        >
          <BrandMark className="-ms-[3px] max-desktop:ms-0" />
          <span className="max-desktop:hidden">Parley</span>
        </Link>
        <IconButton
          icon={PanelLeft}
          flip
          label={t(collapsed ? 'rail.expand' : 'rail.collapse')}
          shortcut="mod+\"
          onClick={onToggle}
          className="enabled:hover:bg-pressed max-desktop:hidden"
        />
      </div>
      <button
        type="button"
        onClick={onPalette}
        className="mb-3 flex h-[30px] flex-none items-center gap-2 rounded-sm bg-surface ps-2 pe-1.5 text-13 whitespace-nowrap text-ink-muted shadow-[inset_0_0_0_1px_var(--line)] group-data-collapsed/rail:justify-center hover:text-ink max-desktop:justify-center"
      >
        <Icon of={Search} />
        <span className={wideOnly}>{t('rail.search')}</span>
        <Kbd
          keys="mod+k"
          className={cn(
            'ms-auto [&_kbd]:min-w-0 [&_kbd]:border-0 [&_kbd]:px-0',
            'group-data-collapsed/rail:hidden max-desktop:hidden',
          )}
        />
      </button>
      <PlaceList places={placesFor(mainPlaces, permissions)} />
      <PlaceList places={placesFor(footPlaces, permissions)} className="mt-auto" />
      <div className="mt-2 flex-none border-t border-line pt-2">
        <AccountMenu />
        <div className="mt-0.5 flex items-center gap-0.5 group-data-collapsed/rail:flex-col max-desktop:flex-col">
          <ThemeToggle />
          <LanguageToggle />
          <LiveMark className={wideOnly} />
          <IconButton
            icon={CircleHelp}
            label={t('shortcuts.title')}
            shortcut="?"
            onClick={onShortcuts}
            className="enabled:hover:bg-pressed"
          />
        </div>
      </div>
    </nav>
  );
}

function PlaceList({ places, className }: { places: Place[]; className?: string }) {
  const { data } = useQuery(overviewQuery);
  return (
    <ul className={cn('grid grid-cols-[minmax(0,1fr)] gap-px', className)}>
      {places.map((place) => (
        <li key={place.key}>
          <PlaceLink place={place} mark={<PlaceMark of={place.key} overview={data} />} />
        </li>
      ))}
    </ul>
  );
}

function PlaceLink({ place, mark }: { place: Place; mark: ReactNode }) {
  const { t } = useTranslation();
  const name = t(`nav.${place.key}`);
  return (
    <NavLink
      to={place.to}
      end={place.to === '/'}
      title={name}
      className="group/place relative flex h-[30px] items-center gap-[9px] rounded-sm px-2 text-13 font-medium whitespace-nowrap text-ink-secondary hover:bg-pressed aria-[current=page]:bg-pressed aria-[current=page]:text-ink group-data-collapsed/rail:justify-center max-desktop:h-9 max-desktop:justify-center"
    >
      <Icon
        of={place.icon}
        flip={place.flip}
        className="text-ink-muted group-aria-[current=page]/place:text-accent-text"
      />
      <span className={wideOnly}>{name}</span>
      {mark}
    </NavLink>
  );
}

function LiveMark({ className }: { className?: string }) {
  const { t } = useTranslation();
  const { status } = useLive();
  const live = status === 'live';
  return (
    <span
      className={cn(
        'mx-auto inline-flex items-center gap-1.5 text-11',
        status === 'interrupted' ? 'text-warning' : 'text-ink-muted',
        className,
      )}
    >
      <i aria-hidden className={cn('size-1.5 rounded-full', live ? 'bg-success' : 'bg-data-uncertain')} />
      {t(`live.${status}`)}
    </span>
  );
}
