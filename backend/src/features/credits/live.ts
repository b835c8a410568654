// Tells everyone who may see credits what the account holds now.
import type { Credits } from '@parley/contract';
import type { Feature } from '../../platform/feature';
import { accountSql } from './queries';

export const creditSubscribers: NonNullable<Feature['subscribers']> = ({ db, feed }) => [
  {
    name: 'credits-live',
    types: ['credits.topped_up', 'credits.updated'],
    run: async ({ tenantId }) => {
      const [account] = await db.read<Credits>(tenantId, accountSql, [tenantId], 'credit-account');
      if (account) await feed.publish(tenantId, 'credits.updated', account, { permission: 'credits.read' });
    },
  },
];
