// Recipients: one row each, paged by key, or streamed as CSV.
import type { EndpointParsed, listRecipients, Page, Recipient } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer, TenantContext } from '../../platform/http/context';
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor';
import { visibleOwner } from './policy';
import { findCampaign } from './queries';
import { getVisible } from './read';

type Filter = Pick<EndpointParsed<typeof listRecipients>['query'], 'outcome' | 'errorCode' | 'replied' | 'files'>;

interface RecipientRow {
  id: string;
  contact_id: string;
  contact_name: string;
  phone: string | null;
  state: Recipient['state'];
  error_code: NonNullable<Recipient['error']>['code'] | null;
  error_detail: string | null;
  text: string | null;
  chat_id: string | null;
  due_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  replied_at: Date | null;
  variant: number | null;
  parts: number;
  /** Further files that left. */
  parts_sent: number;
}

/** Within one outcome pages go by message id, else by contact: each is the order of an index, so that no page sorts the campaign. */
function keyOf(filter: Filter): 'id' | 'contact_id' {
  return filter.outcome ? 'id' : 'contact_id';
}

async function readPage(
  tx: TenantTx,
  campaignId: string,
  filter: Filter,
  page: { after: string | undefined; limit: number },
): Promise<RecipientRow[]> {
  const key = keyOf(filter);
  const state = filter.outcome === 'pending' ? 'queued' : (filter.outcome ?? null);
  return tx.query<RecipientRow>(
    `select m.id, m.contact_id, c.name as contact_name, c.phone, m.state, m.error_code, m.error_detail, m.text, m.chat_id, m.due_at, m.sent_at, m.delivered_at,
       m.read_at, m.replied_at, m.variant, k.parts, case when k.parts = 1 then 0 else (
         select count(*) from messages p where p.tenant_id = $1 and p.campaign_id = $2 and p.contact_id = m.contact_id and p.part > 0
           and p.state in ('sent', 'delivered', 'read'))::int end as parts_sent
     from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id join campaigns k on k.tenant_id = m.tenant_id and k.id = m.campaign_id
     where m.tenant_id = $1 and m.campaign_id = $2 and m.part = 0 and ($3::text is null or m.state = $3) and ($4::text is null or m.error_code = $4)
       and (not $5::boolean or m.replied_at is not null) and (not $8::boolean or m.state in ('sent', 'delivered', 'read') and exists (
         select from messages p where p.tenant_id = $1 and p.campaign_id = $2 and p.contact_id = m.contact_id and p.part > 0 and p.state = 'failed')) and ($6::uuid is null or m.${key} > $6)
     order by m.${key} limit $7`,
    [
      tx.tenantId,
      campaignId,
      state,
      filter.errorCode ?? null,
      filter.replied === 'true',
      page.after ?? null,
      page.limit,
      filter.files === 'failed',
    ],
  );
}

/** @throws AppError not_found */
export async function readRecipients(
  context: TenantContext,
  id: string,
  { cursor, limit, ...filter }: EndpointParsed<typeof listRecipients>['query'],
): Promise<Page<Recipient>> {
  await getVisible(context, id);
  const after = cursor ? decodeIdCursor(cursor) : undefined;
  const rows = await readPage(context.tx, id, filter, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor([last[keyOf(filter)]]) : null;
  return { items: page.map(presentRecipient), pagination: { limit, nextCursor } };
}

function presentRecipient(row: RecipientRow): Recipient {
  return {
    id: row.id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    phone: row.phone,
    state: row.state,
    error: row.error_code ? { code: row.error_code, detail: row.error_detail } : null,
    text: row.text,
    chatId: row.chat_id,
    dueAt: row.state === 'queued' && row.due_at.getTime() > Date.now() ? row.due_at.toISOString() : null,
    sentAt: toIso(row.sent_at),
    deliveredAt: toIso(row.delivered_at),
    readAt: toIso(row.read_at),
    repliedAt: toIso(row.replied_at),
    variant: row.variant,
    files: row.parts === 1 ? null : { sent: row.parts_sent + (row.sent_at ? 1 : 0), total: row.parts },
  };
}

const csvHeader = ['name', 'phone', 'outcome', 'reason', 'detail', 'text', 'sent', 'delivered', 'read', 'replied'];
const csvPage = 1000;

/** @throws AppError not_found */
export async function exportRecipientsCsv(
  { parts, actor }: ActorContext,
  id: string,
  filter: Filter,
): Promise<CsvAnswer> {
  const { db } = parts;
  const campaign = await db.withTenant(actor.tenantId, (tx) => findCampaign(tx, visibleOwner(actor), id));
  const { name } = found(campaign, 'campaign');
  async function* rows(): AsyncGenerator<(string | number | null)[]> {
    yield csvHeader;
    let after: string | undefined;
    for (;;) {
      const from = after;
      const page = await db.withTenant(actor.tenantId, (tx) =>
        readPage(tx, id, filter, { after: from, limit: csvPage }),
      );
      yield* page.map(toCsvRow);
      after = page.at(-1)?.[keyOf(filter)];
      if (page.length < csvPage) return;
    }
  }
  return { fileName: `${name}-recipients.csv`, rows: rows() };
}

function toCsvRow(row: RecipientRow): (string | null)[] {
  const outcome = row.state === 'queued' ? 'pending' : row.state;
  const times = [row.sent_at, row.delivered_at, row.read_at, row.replied_at].map(toIso);
  return [row.contact_name, row.phone, outcome, row.error_code, row.error_detail, row.text, ...times];
}

function toIso(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
