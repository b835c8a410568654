// The frame around every page: rail, content, tab bar on a phone, and the banner when live updates stop.
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { readPreference, writePreference } from '../lib/preferences';
import { useSession } from '../lib/session';
import { useShortcuts } from '../lib/shortcuts';
import { cn } from '../ui/cn';
import { LiveBanner } from './live-banner';
import { LiveFeed } from './live-feed';
import { footPlaces, mainPlaces, placesFor } from './navigation';
import { Rail } from './rail';
import { TabBar } from './tab-bar';

const CommandPalette = lazy(() => import('./command-palette'));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet'));

type Overlay = 'palette' | 'shortcuts' | null;

export default function Shell() {
  const { tenant } = useSession();
  return (
    <LiveFeed key={tenant.id}>
      <Frame />
    </LiveFeed>
  );
}

function Frame() {
  const { t } = useTranslation();
  const { permissions } = useSession();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [collapsed, setCollapsed] = useState(() => readPreference('rail') === 'collapsed');

  function toggleRail() {
    setCollapsed(!collapsed);
    writePreference('rail', collapsed ? 'open' : 'collapsed');
  }

  const places = placesFor([...mainPlaces, ...footPlaces], permissions);
  useShortcuts([
    {
      keys: 'mod+k',
      label: t('palette.open'),
      group: t('shortcuts.general'),
      whileTyping: true,
      run: () => setOverlay('palette'),
    },
    { keys: '?', label: t('shortcuts.title'), group: t('shortcuts.general'), run: () => setOverlay('shortcuts') },
    { keys: 'mod+\\', label: t('rail.toggle'), group: t('shortcuts.general'), whileTyping: true, run: toggleRail },
    ...places
      .filter((place) => place.letter)
      .map((place) => ({
        keys: `g ${place.letter}`,
        label: t(`nav.${place.key}`),
        group: t('shortcuts.goTo'),
        run: () => void navigate(place.to),
      })),
  ]);

  const closeOverlay = () => setOverlay(null);
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:inset-x-0 focus:top-2 focus:z-50 focus:mx-auto focus:w-max focus:rounded-sm focus:bg-raised focus:px-3 focus:py-2 focus:shadow-pop"
      >
        {t('shell.skip')}
      </a>
      <LiveBanner />
      <div className="flex min-h-0 flex-1 max-tablet:flex-col">
        <Rail
          collapsed={collapsed}
          onToggle={toggleRail}
          onPalette={() => setOverlay('palette')}
          onShortcuts={() => setOverlay('shortcuts')}
        />
        <Content />
        <TabBar onPalette={() => setOverlay('palette')} />
      </div>
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={closeOverlay} />}
        {overlay === 'shortcuts' && <ShortcutsSheet onClose={closeOverlay} />}
      </Suspense>
    </div>
  );
}

function Content() {
  const { state } = useNavigation();
  const { pathname } = useLocation();
  const { t } = useTranslation();
  useEffect(() => {
    // A new page is read from its top, also by a screen reader.
    const title = document.querySelector('#content h1')?.textContent;
    document.title = title ? `${title} · Parley` : 'Parley';
  }, [pathname, state]);
  return (
    <main
      id="content"
      tabIndex={-1}
      aria-busy={state === 'loading'}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none focus-visible:shadow-none"
    >
      <span
        aria-hidden
        className={cn(
          'pointer-events-none absolute inset-x-0 top-0 z-10 h-0.5 animate-pulse bg-accent-text opacity-0 delay-200',
          state === 'loading' && 'opacity-100',
        )}
      />
      <Suspense fallback={<span className="sr-only">{t('states.loading')}</span>}>
        <Outlet />
      </Suspense>
    </main>
  );
}
