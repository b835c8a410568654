// What the credits screen does when credits move: the balance at once, one's budget, the statement and the others' budgets soon after.
import type { OwnCredits } from '@parley/contract';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { balanceKey, budgetsKey, statementKey } from './api';

const restEveryMs = 3_000;

export const creditsLive: LiveHandlers = {
  'credits.updated': ({ data }, queryClient) => {
    const before = queryClient.getQueryData<OwnCredits>(balanceKey);
    if (before) queryClient.setQueryData<OwnCredits>(balanceKey, { ...before, ...data });
    // The frame goes to everybody; what is left of one's own budget must be asked for.
    if (before?.budget) invalidateSoon(queryClient, balanceKey, restEveryMs);
    invalidateSoon(queryClient, statementKey, restEveryMs);
    invalidateSoon(queryClient, budgetsKey, restEveryMs);
  },
  'credits.budgets': (_frame, queryClient) => {
    invalidateSoon(queryClient, balanceKey, 0);
    invalidateSoon(queryClient, budgetsKey, 0);
    invalidateSoon(queryClient, statementKey, restEveryMs);
  },
};
