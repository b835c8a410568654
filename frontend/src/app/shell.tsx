// The frame around every page: rail, content, tab bar on a phone, and the banner when live updates stop.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { readPreference, writePreference } from '../lib/preferences';
import { useSession } from '../lib/session';
import { useShortcuts } from '../lib/shortcuts';
import { Skeleton } from '../ui/skeleton';
import { TooltipProvider } from '../ui/tooltip';
import { ErrorBoundary } from './error-boundary';
import { LiveBanner } from './live-banner';
import { LiveFeed } from './live-feed';
import { footPlaces, mainPlaces, placesFor } from './navigation';
import { Rail } from './rail';
import { TabBar } from './tab-bar';

const CommandPalette = lazy(() => import('./command-palette'));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet'));
const InboxAlerts = lazy(() => import('../features/inbox/alerts'));

type Overlay = 'palette' | 'shortcuts' | null;

export default function Shell() {
  const { tenant } = useSession();
  return (
    <TooltipProvider>
      <LiveFeed key={tenant.id}>
        <Frame />
      </LiveFeed>
    </TooltipProvider>
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
      <Suspense fallback={null}>{permissions.includes('chats.read') && <InboxAlerts />}</Suspense>
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={closeOverlay} />}
        {overlay === 'shortcuts' && <ShortcutsSheet onClose={closeOverlay} />}
      </Suspense>
    </div>
  );
}

function Content() {
  const { pathname } = useLocation();
  const { t } = useTranslation();
  return (
    <main
      id="content"
      tabIndex={-1}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none focus-visible:shadow-none"
    >
      <ErrorBoundary resetKey={pathname}>
        <Suspense fallback={<PageFallback label={t('states.loading')} />}>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
    </main>
  );
}

/** Before the first page's code is here: its bar, and nothing that pretends to know the page. */
function PageFallback({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex h-bar flex-none items-center border-b border-line px-6">
      <Skeleton className="w-32" />
    </div>
  );
}
