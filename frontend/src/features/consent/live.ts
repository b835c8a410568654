// What the consent screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { consentKey } from './api';

export const consentLive: LiveHandlers = {
  'consent.changed': (_frame, queryClient) => invalidateSoon(queryClient, consentKey),
  // Also when a decision was recorded without any question before.
  'contacts.changed': (_frame, queryClient) => invalidateSoon(queryClient, consentKey),
};
