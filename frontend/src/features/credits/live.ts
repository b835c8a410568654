// What the credits screen does when credits move: the balance at once, the statement soon after.
import type { Credits } from '@parley/contract';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { balanceKey, statementKey } from './api';

const statementEveryMs = 3_000;

export const creditsLive: LiveHandlers = {
  'credits.updated': ({ data }, queryClient) => {
    queryClient.setQueryData<Credits>(balanceKey, data);
    invalidateSoon(queryClient, statementKey, statementEveryMs);
  },
};
