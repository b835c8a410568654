// Every address of the app, and the page it loads. Pages and their words are fetched together when first visited.
import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { loadNamespaces, type Namespace } from '../lib/i18n';
import { RouteError } from './error-boundary';
import { GuestGuard, SessionGuard } from './session-guard';

type PageModule = Promise<{ default: ComponentType }>;

function page(path: string, load: () => PageModule, ...words: Namespace[]): RouteObject {
  return {
    path,
    ErrorBoundary: RouteError,
    lazy: async () => {
      const [module] = await Promise.all([load(), loadNamespaces(...words)]);
      return { Component: module.default };
    },
  };
}

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
  page('/contacts/:id', () => import('../features/contacts/pages/contact-detail'), 'contacts'),
  page('/campaigns', () => import('../features/campaigns/pages/campaign-list'), 'campaigns'),
  page('/campaigns/new', () => import('../features/campaigns/pages/campaign-wizard'), 'campaigns', 'templates'),
  page('/campaigns/:id', () => import('../features/campaigns/pages/campaign-detail'), 'campaigns'),
  page('/templates', () => import('../features/templates/pages/template-list'), 'templates'),
  page('/templates/new', () => import('../features/templates/pages/template-editor'), 'templates'),
  page('/templates/:id', () => import('../features/templates/pages/template-editor'), 'templates'),
  page('/connections', () => import('../features/connections/pages/connection-list'), 'connections'),
  page('/credits', () => import('../features/credits/pages/credits'), 'credits'),
  {
    path: '/settings',
    lazy: async () => ({ Component: (await import('./settings-layout')).default }),
    children: [
      { index: true, element: <Navigate to="/settings/profile" replace /> },
      page('profile', () => import('../features/profile/pages/profile'), 'profile'),
      page('tenant', () => import('../features/team/pages/tenant'), 'team'),
      page('team', () => import('../features/team/pages/team'), 'team'),
      page('api-keys', () => import('../features/api-keys/pages/api-keys'), 'team'),
    ],
  },
  page('*', () => import('./not-found')),
];

const devPages: RouteObject[] = import.meta.env.DEV ? [page('/kit', () => import('./kit/kit'), 'common')] : [];

export const router = createBrowserRouter([
  { element: <GuestGuard />, ErrorBoundary: RouteError, children: guestPages },
  page('/invite/:token', () => import('../features/auth/pages/invite'), 'auth'),
  ...devPages,
  {
    element: <SessionGuard />,
    ErrorBoundary: RouteError,
    children: [
      {
        lazy: async () => ({ Component: (await import('./shell')).default }),
        children: shellPages,
      },
    ],
  },
]);
