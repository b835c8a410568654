// What a page may ask for before it is drawn, when the app starts on it.
import type { Session } from '@parley/contract';
import type { QueryClient } from '@tanstack/react-query';

export interface FirstLook {
  queryClient: QueryClient;
  session: Session;
  address: URL;
}
