// What the templates screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { templatesKey } from './api';

export const templatesLive: LiveHandlers = {
  'templates.changed': (_frame, queryClient) => invalidateSoon(queryClient, templatesKey),
};
