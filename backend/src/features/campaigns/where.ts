// Where the people of an audience live, by their numbers: for the forecast with quiet hours.
import type { Channel } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { countryOfPrefix, prefixLength } from '../../platform/zones';
import { leftOutSql } from '../contacts';
import { countryOf } from '../outbox';
import { countListPrefixes } from '../recipient-lists';
import { type ContactAudience, memberSql, type StoredAudience } from './audience';
import type { InlinePreview } from './inline';
import type { Countries } from './outlook';

/** @param inline an inline list as it was read; its people need not be contacts yet */
export async function countCountries(
  tx: TenantTx,
  audience: StoredAudience,
  channel: Channel,
  inline: InlinePreview | undefined,
): Promise<Countries> {
  const result: Countries = {};
  const add = (country: string | null | undefined, count: number) => {
    result[country ?? ''] = (result[country ?? ''] ?? 0) + count;
  };
  if (inline) for (const { e164 } of inline.sendable) add(countryOf(e164), 1);
  else for (const { prefix, count } of await countPrefixes(tx, audience, channel)) add(countryOfPrefix(prefix), count);
  return result;
}

async function countPrefixes(
  tx: TenantTx,
  audience: StoredAudience,
  channel: Channel,
): Promise<{ prefix: string; count: number }[]> {
  if (audience.type === 'inline') return [];
  if (audience.type === 'list') return countListPrefixes(tx, audience.listId, prefixLength);
  return countMembers(tx, audience, channel);
}

function countMembers(
  tx: TenantTx,
  audience: ContactAudience,
  channel: Channel,
): Promise<{ prefix: string; count: number }[]> {
  const params: unknown[] = [tx.tenantId, channel];
  return tx.query(
    `select coalesce(left(c.phone, ${prefixLength}), '') as prefix, count(*)::int as count from contacts c
     where ${leftOutSql('$2')} is null and ${memberSql(audience, params)} group by 1`,
    params,
  );
}
