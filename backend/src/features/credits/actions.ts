// Reading the statement and topping up.
import type { CreditEntry, Credits, EndpointParsed, listCreditEntries, Page, topUpCredits } from '@parley/contract';
import { AppError } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor';
import { addCredits } from './ledger';
import { presentEntry } from './present';
import { listEntries, readAccount } from './queries';

/** @throws AppError forbidden where only the operator of the installation adds credits */
export async function topUp(
  { tx, actor, parts, record }: TenantContext,
  { amount, reason }: EndpointParsed<typeof topUpCredits>['body'],
): Promise<Credits> {
  if (parts.config.credits.topUpBy === 'operator')
    throw new AppError('forbidden', 'Credits are added by the operator of this installation. Ask them for a top-up.');
  await addCredits(tx, { amount, actorId: actor.userId, reason });
  await record({ type: 'credits.topped_up', data: { amount } });
  return readAccount(tx);
}

export async function readStatement(
  { tx }: TenantContext,
  { kind, cursor, limit }: EndpointParsed<typeof listCreditEntries>['query'],
): Promise<Page<CreditEntry>> {
  const before = cursor ? decodeIdCursor(cursor) : undefined;
  const rows = await listEntries(tx, { kind, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(presentEntry),
    pagination: { limit, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null },
  };
}
