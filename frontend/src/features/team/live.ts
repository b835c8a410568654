// What the team screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { teamKey } from '../../lib/team';

export const teamLive: LiveHandlers = {
  'team.changed': (_frame, queryClient) => invalidateSoon(queryClient, teamKey),
};
