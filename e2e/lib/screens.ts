// Every screen of the app, for the accessibility check and the screenshots.
import type { APIRequestContext, Page } from '@playwright/test';

export const demoPassword = {
  'admin@demo.localhost': 'admin123',
  'coach@demo.localhost': 'coach123',
  'agent1@demo.localhost': 'agent123',
} as const;
export type DemoAccount = keyof typeof demoPassword;

export interface Screen {
  name: string;
  path: string;
  /** Seen without signing in. */
  open?: boolean;
}

/** Screens that need an id are found through the API, so that they show real content. */
export async function listScreens(api: APIRequestContext): Promise<Screen[]> {
  const { accessToken } = await signInApi(api, 'admin@demo.localhost');
  const first = async (route: string) => {
    const res = await api.get(route, { headers: { authorization: `Bearer ${accessToken}` } });
    const { data } = (await res.json()) as { data: { id: string }[] };
    return data[0]?.id;
  };
  const [contact, template, campaign, chat] = await Promise.all(
    ['/api/contacts', '/api/templates', '/api/campaigns', '/api/chats'].map(first),
  );
  const withId = (name: string, base: string, id: string | undefined): Screen[] =>
    id ? [{ name, path: `${base}/${id}` }] : [];
  return [
    { name: 'login', path: '/login', open: true },
    { name: 'register', path: '/register', open: true },
    { name: 'reset', path: '/reset', open: true },
    { name: 'dashboard', path: '/' },
    { name: 'inbox', path: '/inbox' },
    ...withId('inbox-chat', '/inbox', chat),
    { name: 'contacts', path: '/contacts' },
    ...withId('contact', '/contacts', contact),
    { name: 'import', path: '/contacts/import' },
    { name: 'consent', path: '/contacts/consent' },
    { name: 'consent-ledger', path: '/contacts/consent?view=ledger' },
    { name: 'campaigns', path: '/campaigns' },
    { name: 'campaign-new', path: '/campaigns/new' },
    ...withId('campaign', '/campaigns', campaign),
    { name: 'templates', path: '/templates' },
    { name: 'templates-approval', path: '/templates?view=approval' },
    { name: 'templates-whatsapp', path: '/templates/whatsapp' },
    { name: 'template-whatsapp-new', path: '/templates/whatsapp/new' },
    { name: 'template-new', path: '/templates/new' },
    ...withId('template', '/templates', template),
    { name: 'connections', path: '/connections' },
    { name: 'credits', path: '/credits' },
    { name: 'credits-budgets', path: '/credits?view=budgets' },
    { name: 'profile', path: '/settings/profile' },
    { name: 'tenant', path: '/settings/tenant' },
    { name: 'team', path: '/settings/team' },
    { name: 'inbox-settings', path: '/settings/inbox' },
    { name: 'tags', path: '/settings/tags' },
    { name: 'consent-settings', path: '/settings/consent' },
    { name: 'replies', path: '/settings/replies' },
    { name: 'not-found', path: '/no-such-page' },
  ];
}

async function signInApi(api: APIRequestContext, email: DemoAccount): Promise<{ accessToken: string }> {
  const res = await api.post('/api/auth/login', { data: { email, password: demoPassword[email] } });
  const { data } = (await res.json()) as { data: { accessToken: string } };
  return data;
}

/** Signs the page's browser in through the API: the refresh cookie is all the app needs. */
export async function signIn(page: Page, email: DemoAccount): Promise<void> {
  await signInApi(page.request, email);
}

/** How this browser shall look. */
export async function prefer(page: Page, look: { theme: 'light' | 'dark'; language: 'en' | 'he' }): Promise<void> {
  await page.addInitScript(({ theme, language }) => {
    localStorage.setItem('parley.theme', theme);
    localStorage.setItem('parley.language', language);
  }, look);
}

/** Content is there: nothing is loading, no skeleton is left. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
  await page
    .waitForFunction(() => document.querySelector('[aria-busy="true"], [data-skeleton]') === null, undefined, {
      timeout: 5000,
    })
    .catch(() => undefined);
}
