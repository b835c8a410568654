// Tells everyone who may see credits what the account holds now, and that a budget changed.
import type { Credits } from '@parley/contract';
import type { Feature } from '../../platform/feature';
import { accountSql } from './queries';

export const creditSubscribers: NonNullable<Feature['subscribers']> = ({ db, feed }) => [
  {
    name: 'credits-live',
    types: ['credits.topped_up', 'credits.updated', 'credits.low', 'credits.low_changed'],
    run: async ({ tenantId }) => {
      const [account] = await db.read<Credits>(tenantId, accountSql, [tenantId], 'credit-account');
      if (account) await feed.publish(tenantId, 'credits.updated', account, { permission: 'credits.read' });
    },
  },
  {
    name: 'credit-budgets-live',
    types: ['credits.budget_changed'],
    run: async ({ tenantId, subjectId }) => {
      if (subjectId)
        await feed.publish(tenantId, 'credits.budgets', { userId: subjectId }, { permission: 'credits.read' });
    },
  },
];
