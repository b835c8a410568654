// The people of a list, as a campaign needs them: counted, shown as samples, and stretch by stretch.
import type { AudienceCount } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import { inReviewSql } from '../contacts';

export interface ListPerson {
  /** E.164. */
  phone: string;
  name: string | null;
  variables: Record<string, string>;
}

/** A list as one coach may use it; null = as somebody who may write to everybody. */
interface Use {
  listId: string;
  ownerId: string | null;
}

/**
 * @param userIds who uploaded it, null for anybody
 * @throws AppError not_found, wrong_state while it is being read or when it could not be read
 */
export async function demandReadyList(tx: TenantTx, id: string, userIds: readonly string[] | null): Promise<void> {
  const list = found(
    await tx.one<{ status: string; file_name: string }>(
      `select status, file_name from recipient_lists where tenant_id = $1 and id = $2 and ($3::uuid[] is null or created_by = any($3))`,
      [tx.tenantId, id, userIds],
    ),
    'recipient list',
  );
  if (list.status === 'failed')
    throw new AppError('wrong_state', `“${list.file_name}” could not be read. Upload it again.`);
  if (list.status !== 'completed')
    throw new AppError('wrong_state', `“${list.file_name}” is still being read. Try again in a moment.`);
}

/** Rows with the contact of the same line, if there is one. $1 tenant, $2 list, $3 coach or null. */
const rowsWithContact = `recipient_list_rows r left join contacts c on c.tenant_id = r.tenant_id and c.phone_key = r.phone_key
  where r.tenant_id = $1 and r.list_id = $2 and r.reason is null`;
const foreign = '($3::uuid is not null and c.id is not null and c.owner_id is distinct from $3)';
const leftOut = `(c.opted_out_at is not null or ${inReviewSql})`;

export async function countList(tx: TenantTx, { listId, ownerId }: Use): Promise<AudienceCount> {
  const row = await tx.one<AudienceCount['leftOut'] & { total: number; sendable: number }>(
    `select l.processed as total, l.duplicates, l.invalid, p.* from recipient_lists l cross join (
       select count(*) filter (where ${foreign})::int as "otherCoach", count(*) filter (where not ${foreign} and c.opted_out_at is not null)::int as "optedOut",
         count(*) filter (where not ${foreign} and c.opted_out_at is null and ${inReviewSql})::int as "inReview",
         count(*) filter (where not ${foreign} and not ${leftOut})::int as sendable from ${rowsWithContact}) p
     where l.tenant_id = $1 and l.id = $2`,
    [tx.tenantId, listId, ownerId],
  );
  const { total = 0, sendable = 0, ...left } = row ?? {};
  const none = { optedOut: 0, inReview: 0, otherCoach: 0, duplicates: 0, invalid: 0 };
  return { total, sendable, leftOut: { ...none, ...left, noAddress: 0 } };
}

/** Rows are numbered as in the file, whose first line names the columns. */
const firstRow = 2;

/** Rows that would be written to, in the file’s order, with their contact if there is one already: all of them, or every so many. `row` is the place to go on from. */
export async function readSendable(
  tx: TenantTx,
  { listId, ownerId }: Use,
  { after, limit, every }: { after: number; limit: number; every: number },
): Promise<
  {
    row: number;
    e164: string;
    name: string | undefined;
    variables: Record<string, string>;
    contactId: string | undefined;
  }[]
> {
  const rows = await tx.query<ListPerson & { row: number; contact_id: string | null }>(
    `select r.row_number as row, r.phone, r.name, r.variables, c.id as contact_id from ${rowsWithContact}
       and not ${foreign} and not ${leftOut} and r.row_number > $4 and (r.row_number - ${firstRow}) % $6 = 0 order by r.row_number limit $5`,
    [tx.tenantId, listId, ownerId, after, limit, every],
  );
  return rows.map(({ row, phone, name, variables, contact_id }) => ({
    row,
    e164: phone,
    name: name ?? undefined,
    variables,
    contactId: contact_id ?? undefined,
  }));
}

/** The people of a stretch of rows, without those of another coach. */
export function readStretch(
  tx: TenantTx,
  { listId, ownerId }: Use,
  { from, to }: { from: number; to: number },
): Promise<ListPerson[]> {
  return tx.query<ListPerson>(
    `select r.phone, r.name, r.variables from ${rowsWithContact}
       and not ${foreign} and r.row_number between $4 and $5 order by r.row_number`,
    [tx.tenantId, listId, ownerId, from, to],
  );
}

/** People of a list by the first `length` characters of their number. */
export function countListPrefixes(
  tx: TenantTx,
  listId: string,
  length: number,
): Promise<{ prefix: string; count: number }[]> {
  return tx.query(
    `select left(r.phone, $3) as prefix, count(*)::int as count from recipient_list_rows r
     where r.tenant_id = $1 and r.list_id = $2 and r.reason is null and r.phone is not null group by 1`,
    [tx.tenantId, listId, length],
  );
}
