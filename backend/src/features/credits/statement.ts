// The statement: entry by entry, summed up by day, as CSV, and of one campaign.
import type { CreditEntry, CreditLine, EndpointParsed, EntryFilter, listCreditEntries, Page } from '@parley/contract';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer, TenantContext } from '../../platform/http/context';
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor';
import { entriesOf } from './policy';
import { presentEntry, presentLine } from './present';
import { entriesPerPage, listEntries, listLines, readCampaignTotals } from './queries';

type Query = EndpointParsed<typeof listCreditEntries>['query'];

export async function readEntries(
  { tx, actor }: TenantContext,
  { cursor, limit, ...filter }: Query,
): Promise<Page<CreditEntry>> {
  const before = cursor ? decodeIdCursor(cursor) : undefined;
  const rows = await listEntries(tx, { filter, onlyOf: entriesOf(actor), before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(presentEntry),
    pagination: { limit, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null },
  };
}

export async function readLines(
  { tx, actor }: TenantContext,
  { cursor, limit, ...filter }: Query,
): Promise<Page<CreditLine>> {
  const before = cursor ? decodeIdCursor(cursor) : undefined;
  const rows = await listLines(tx, { filter, onlyOf: entriesOf(actor), before, limit });
  const entries = rows.reduce((sum, row) => sum + row.entries, 0);
  const oldest = rows.reduce((least, { first_id: id }) => (least === '' || id < least ? id : least), '');
  const more = rows.length === limit || entries === entriesPerPage;
  return {
    items: rows.map(presentLine),
    pagination: { limit, nextCursor: more && oldest !== '' ? encodeCursor([oldest]) : null },
  };
}

/** @throws AppError not_found for a campaign that the caller does not see */
export async function readCampaignCredits({ tx, actor }: TenantContext, id: string) {
  return found(await readCampaignTotals(tx, id, entriesOf(actor)), 'campaign');
}

const csvHeader = [
  'time',
  'kind',
  'credits',
  'held',
  'used',
  'balance',
  'budget',
  'campaign',
  'member',
  'reason',
  'by',
];
const csvPage = 2000;

export function exportEntries({ parts, actor }: ActorContext, filter: EntryFilter): CsvAnswer {
  async function* rows(): AsyncGenerator<(string | number | null)[]> {
    yield csvHeader;
    for (let before: string | undefined; ; ) {
      const page = { filter, onlyOf: entriesOf(actor), before, limit: csvPage };
      const entries = await parts.db.withTenant(actor.tenantId, (tx) => listEntries(tx, page));
      for (const row of entries) yield cellsOf(presentEntry(row));
      before = entries.at(-1)?.id;
      if (entries.length < csvPage) return;
    }
  }
  return { fileName: 'credits.csv', rows: rows() };
}

function cellsOf(entry: CreditEntry): (string | number | null)[] {
  const { createdAt, kind, amount, reservedChange, usedChange, balanceAfter, allowance } = entry;
  const numbers = [amount, reservedChange, usedChange, balanceAfter, allowance];
  return [createdAt, kind, ...numbers, entry.campaignName, entry.memberName, entry.reason, entry.actorName];
}
