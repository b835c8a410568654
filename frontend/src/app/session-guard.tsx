// Keeps the app for those who are signed in, and the sign-in pages for those who are not.
import { RefreshCw, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router';
import { useSessionActions, useSessionState } from '../lib/session';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Booting } from './booting';

function Unreachable() {
  const { t } = useTranslation();
  const { retry } = useSessionActions();
  return (
    <div className="grid h-full" role="alert">
      <EmptyState
        icon={WifiOff}
        tone="danger"
        title={t('states.unreachable')}
        action={
          <Button icon={RefreshCw} onClick={retry}>
            {t('actions.retry')}
          </Button>
        }
      >
        {t('errors:codes.offline')}
      </EmptyState>
    </div>
  );
}

/** Everything behind it has a session. Keeps where the visitor wanted to go. */
export function SessionGuard() {
  const state = useSessionState();
  const { pathname, search } = useLocation();
  if (state.phase === 'booting') return <Booting />;
  if (state.phase === 'unreachable') return <Unreachable />;
  if (state.phase === 'out') {
    const wanted = `${pathname}${search}`;
    return <Navigate to={wanted === '/' ? '/login' : `/login?next=${encodeURIComponent(wanted)}`} replace />;
  }
  return <Outlet />;
}

/** Only a path of this app may be returned to: anything else could lead a signed-in person to a stranger's page. */
export function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}

/** The sign-in pages; whoever is signed in already goes on. */
export function GuestGuard() {
  const state = useSessionState();
  const [search] = useSearchParams();
  if (state.phase === 'booting') return <Booting />;
  if (state.phase === 'in') return <Navigate to={safeNext(search.get('next'))} replace />;
  return <Outlet />;
}
