// The whole app: providers around the router.
import { Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import { Booting } from './booting';
import { Providers } from './providers';
import { AppRoutes } from './router';

export function App() {
  return (
    <Providers>
      <BrowserRouter>
        <Suspense fallback={<Booting />}>
          <AppRoutes />
        </Suspense>
      </BrowserRouter>
    </Providers>
  );
}
