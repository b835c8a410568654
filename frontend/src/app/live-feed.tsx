// Opens the live feed while somebody is signed in, and shares its state.
import { createWsTicket } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { campaignsLive } from '../features/campaigns/live';
import { connectionsLive } from '../features/connections/live';
import { consentLive } from '../features/consent/live';
import { contactsLive } from '../features/contacts/live';
import { creditsLive } from '../features/credits/live';
import { inboxLive } from '../features/inbox/live';
import { inboxSettingsLive } from '../features/inbox-settings/live';
import { teamLive } from '../features/team/live';
import { templatesLive } from '../features/templates/live';
import { call } from '../lib/api-client';
import { createLive, type Live, type LiveStatus } from '../lib/live';
import { overviewLive } from '../lib/overview';

const handlers = [
  overviewLive,
  inboxLive,
  inboxSettingsLive,
  contactsLive,
  consentLive,
  campaignsLive,
  templatesLive,
  connectionsLive,
  creditsLive,
  teamLive,
];

const LiveContext = createContext<Live | null>(null);

/** Give it the tenant as `key`, so that another tenant means another feed. */
export function LiveFeed({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const live = useMemo(
    () => createLive({ queryClient, handlers, fetchTicket: async () => (await call(createWsTicket)).ticket }),
    [queryClient],
  );
  useEffect(() => {
    live.start();
    return live.stop;
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The feed's state and the way to try again now. */
export function useLive(): { status: LiveStatus; retryNow: () => void } {
  const live = useContext(LiveContext);
  if (!live) throw new Error('LiveFeed is missing above this component');
  return { status: useSyncExternalStore(live.subscribe, live.getStatus), retryNow: live.retryNow };
}
