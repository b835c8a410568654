// Counting an audience of any kind, the same way before a draft is saved, at the check and for the launch.
import type { AudienceCount, Channel } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { countReach } from '../contacts';
import { countList } from '../recipient-lists';
import { memberSql, type StoredAudience } from './audience';
import { countInline } from './inline';

/** How many people, how many of them the channel reaches, and why the rest is left out. */
export async function countAudience(tx: TenantTx, audience: StoredAudience, channel: Channel): Promise<AudienceCount> {
  if (audience.type === 'inline') return countInline(tx, audience);
  if (audience.type === 'list') return countList(tx, audience);
  const params: unknown[] = [tx.tenantId];
  const where = memberSql(audience, params);
  const count = await countReach(tx, where, params, channel);
  if (audience.type !== 'selected') return count;
  const duplicates = audience.contactIds.length - new Set(audience.contactIds).size;
  return { ...count, total: count.total + duplicates, leftOut: { ...count.leftOut, duplicates } };
}
