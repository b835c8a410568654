// What every screen stands on: server state, session, direction, toasts, keyboard.
import { QueryClientProvider } from '@tanstack/react-query';
import { Direction } from 'radix-ui';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, toLanguage } from '../lib/i18n';
import { createQueryClient } from '../lib/query-client';
import { SessionProvider } from '../lib/session';
import { listenForShortcuts } from '../lib/shortcuts';
import { nameFloating } from '../ui/floating';
import { ErrorBoundary } from './error-boundary';

const Toaster = lazy(() => import('../ui/toaster'));
export const queryClient = createQueryClient();

export function Providers({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const floating = t('shell.floating');
  useEffect(listenForShortcuts, []);
  useEffect(() => nameFloating(floating), [floating]);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <Direction.Provider dir={languages[toLanguage(i18n.language)].dir}>
          <SessionProvider>{children}</SessionProvider>
          <Suspense fallback={null}>
            <Toaster />
          </Suspense>
        </Direction.Provider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
