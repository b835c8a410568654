// Every address of the app, and the page it loads. A page's code and words are fetched together when first visited;
// until they are here the page before stays on screen (the router moves in a transition).
import type { Session } from '@parley/contract';
import type { QueryClient } from '@tanstack/react-query';
import { type ComponentType, lazy, useState } from 'react';
import { matchRoutes, Navigate, type RouteObject, useRoutes } from 'react-router';
import type { FirstLook } from '../lib/first-look';
import { fetchNamespacesAhead, loadNamespaces, type Namespace } from '../lib/i18n';
import { GuestGuard, SessionGuard } from './session-guard';

interface PageModule {
  default: ComponentType;
  /** Fetches what the page shows first, so that it is drawn once, with its content. */
  fetchFirst?: (look: FirstLook) => Promise<unknown>;
}

/** What an address needs before it can be drawn. */
interface Needs {
  /** Starts to fetch it. */
  ahead: () => void;
  /** Has it, once words can be had. */
  ready: () => Promise<PageModule>;
}
const needsOf = new WeakMap<RouteObject, Needs>();

/** A page whose code and words may or may not be here yet. */
interface Fetched extends Needs {
  here: ComponentType | undefined;
  Waiting: ComponentType;
}

function fetching(load: () => Promise<PageModule>, words: Namespace[]): Fetched {
  const ready = async () => {
    const [module] = await Promise.all([load(), loadNamespaces(...words)]);
    fetched.here = module.default;
    return module;
  };
  const ahead = () => {
    fetchNamespacesAhead(...words);
    // A failure is not told here: the page itself asks again, and says so.
    load().catch(() => undefined);
  };
  const fetched: Fetched = { here: undefined, Waiting: lazy(ready), ahead, ready };
  return fetched;
}

/** Drawn at once where everything is here already, and waited for where it is not. */
function FetchedPage({ fetched }: { fetched: Fetched }) {
  // Chosen once: switching later would begin the page anew.
  const [Content] = useState(() => fetched.here ?? fetched.Waiting);
  return <Content />;
}

function page(path: string, load: () => Promise<PageModule>, ...words: Namespace[]): RouteObject {
  const fetched = fetching(load, words);
  const route: RouteObject = { path, element: <FetchedPage key={path} fetched={fetched} /> };
  needsOf.set(route, fetched);
  return route;
}

const shell = fetching(() => import('./shell'), []);
const SettingsLayout = lazy(() => import('./settings-layout'));

const guestPages: RouteObject[] = [
  page('/login', () => import('../features/auth/pages/login'), 'auth'),
  page('/register', () => import('../features/auth/pages/register'), 'auth'),
  page('/reset', () => import('../features/auth/pages/reset'), 'auth'),
];

const shellPages: RouteObject[] = [
  page('/', () => import('../features/dashboard/pages/dashboard'), 'dashboard', 'campaigns', 'connections'),
  page('/inbox/:chatId?', () => import('../features/inbox/pages/inbox'), 'inbox'),
  page('/contacts', () => import('../features/contacts/pages/contact-list'), 'contacts'),
  page('/contacts/import', () => import('../features/contacts/pages/contact-import'), 'contacts'),
  page('/contacts/consent', () => import('../features/consent/pages/consent'), 'consent'),
  page('/contacts/:id', () => import('../features/contacts/pages/contact-detail'), 'contacts'),
  page('/campaigns', () => import('../features/campaigns/pages/campaign-list'), 'campaigns'),
  page('/campaigns/new', () => import('../features/campaigns/pages/campaign-wizard'), 'campaigns', 'templates'),
  page('/campaigns/:id', () => import('../features/campaigns/pages/campaign-detail'), 'campaigns'),
  page('/templates', () => import('../features/templates/pages/template-list'), 'templates'),
  page('/templates/new', () => import('../features/templates/pages/template-editor'), 'templates'),
  page('/templates/whatsapp', () => import('../features/templates/pages/meta-list'), 'templates'),
  page('/templates/whatsapp/new', () => import('../features/templates/pages/meta-editor'), 'templates'),
  page('/templates/whatsapp/:id', () => import('../features/templates/pages/meta-editor'), 'templates'),
  page('/templates/:id', () => import('../features/templates/pages/template-editor'), 'templates'),
  page('/connections', () => import('../features/connections/pages/connection-list'), 'connections'),
  page('/credits', () => import('../features/credits/pages/credits'), 'credits'),
  {
    path: '/settings',
    element: <SettingsLayout />,
    children: [
      { index: true, element: <Navigate to="/settings/profile" replace /> },
      page('profile', () => import('../features/profile/pages/profile'), 'profile'),
      page('tenant', () => import('../features/team/pages/tenant'), 'team'),
      page('team', () => import('../features/team/pages/team'), 'team'),
      page('inbox', () => import('../features/inbox-settings/pages/inbox'), 'inbox-settings'),
      page('tags', () => import('../features/inbox-settings/pages/tags'), 'inbox-settings'),
      page('consent', () => import('../features/consent/pages/settings'), 'consent'),
      page('replies', () => import('../features/inbox-settings/pages/replies'), 'inbox-settings'),
    ],
  },
  page('*', () => import('./not-found')),
];

const devPages: RouteObject[] = import.meta.env.DEV ? [page('/kit', () => import('./kit/kit'))] : [];

const shellRoute: RouteObject = { element: <FetchedPage key="shell" fetched={shell} />, children: shellPages };
needsOf.set(shellRoute, shell);

const routes: RouteObject[] = [
  { element: <GuestGuard />, children: guestPages },
  page('/invite/:token', () => import('../features/auth/pages/invite'), 'auth'),
  ...devPages,
  { element: <SessionGuard />, children: [shellRoute] },
];

/**
 * Fetches what an address needs while the session is still being asked for, instead of after it. Who was not signed in here the last
 * time will see the sign-in page.
 * @returns waits until all of it is here, with what the page shows first; to be called once words can be had
 */
export function fetchAhead(
  address: URL,
  wasSignedIn: boolean,
): (queryClient: QueryClient, asked: Promise<Session | undefined>) => Promise<void> {
  const wanted = matchRoutes(routes, address.pathname) ?? [];
  const behindSession = wanted.some(({ route }) => route === shellRoute);
  const shown = behindSession && !wasSignedIn ? (matchRoutes(routes, '/login') ?? []) : wanted;
  const needs = shown.flatMap(({ route }) => needsOf.get(route) ?? []);
  for (const { ahead } of needs) ahead();
  return async (queryClient, asked) => {
    const prepare = async ({ ready }: Needs) => {
      const [{ fetchFirst }, session] = await Promise.all([ready(), asked]);
      if (session) await fetchFirst?.({ queryClient, session, address });
    };
    await Promise.allSettled(needs.map(prepare));
  };
}

export function AppRoutes() {
  return useRoutes(routes);
}
