// Reading the ledger of consent: of one person, of the team, as a file.
import type { ConsentEntry } from '@parley/contract';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer, TenantContext } from '../../platform/http/context';
import { decodeTimeCursor, encodeTimeCursor, microsOf, timeOfMicros } from '../../platform/http/time-cursor';
import { findContact, type Viewer, visibleContactsSql } from '../contacts';

type Row = Omit<ConsentEntry, 'saidAt' | 'recordedAt'> & { said_at: Date; recorded_at: Date; micros: number };

interface Filter {
  contactId?: string;
  decision?: ConsentEntry['decision'] | undefined;
  origin?: ConsentEntry['origin'] | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** @param cursor of the last row seen; its values are appended to `params` */
function entriesSql(tenantId: string, actor: Viewer, filter: Filter, cursor: string | undefined, limit: number) {
  const params: unknown[] = [tenantId];
  const clauses = ['e.tenant_id = $1'];
  const demand = (clause: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    params.push(value);
    clauses.push(clause(`$${params.length}`));
  };
  demand((p) => `e.contact_id = ${p}`, filter.contactId);
  demand((p) => `e.decision = ${p}`, filter.decision);
  demand((p) => `e.origin = ${p}`, filter.origin);
  demand((p) => `e.said_at >= ${p}::timestamptz`, filter.from);
  demand((p) => `e.said_at < ${p}::timestamptz`, filter.to);
  clauses.push(visibleContactsSql(actor, 'k', params));
  if (cursor) {
    const { micros, id } = decodeTimeCursor(cursor);
    params.push(micros, id);
    clauses.push(`(e.said_at, e.id) < (${timeOfMicros(`$${params.length - 1}`)}, $${params.length}::uuid)`);
  }
  params.push(limit);
  const text = `select e.id, e.contact_id as "contactId", k.name as "contactName", k.phone, e.decision, e.origin, u.name as "actorName", e.words, e.keyword,
      e.language, e.message_id as "messageId", m.chat_id as "chatId", e.note, e.said_at, e.created_at as recorded_at, ${microsOf('e.said_at')} as micros
    from consent_entries e
    join contacts k on k.tenant_id = e.tenant_id and k.id = e.contact_id
    left join users u on u.id = e.actor_id
    left join messages m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where ${clauses.join(' and ')} order by e.said_at desc, e.id desc limit $${params.length}`;
  return { text, params };
}

function presentEntry({ said_at: saidAt, recorded_at: recordedAt, micros: _, ...row }: Row): ConsentEntry {
  return { ...row, saidAt: saidAt.toISOString(), recordedAt: recordedAt.toISOString() };
}

const cursorOf = ({ micros, id }: Row): string => encodeTimeCursor({ micros: Number(micros), id });

export async function listEntries(
  { tx, actor }: TenantContext,
  { cursor, limit, ...filter }: Filter & { cursor?: string | undefined; limit: number },
) {
  const { text, params } = entriesSql(tx.tenantId, actor, filter, cursor, limit + 1);
  const rows = await tx.query<Row>(text, params);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(presentEntry),
    pagination: { limit, nextCursor: rows.length > limit && last ? cursorOf(last) : null },
  };
}

/** @throws AppError not_found for a contact that the actor may not see */
export async function listEntriesOf(
  context: TenantContext,
  contactId: string,
  page: { cursor?: string | undefined; limit: number },
) {
  found(await findContact(context.tx, context.actor, contactId), 'contact');
  return listEntries(context, { ...page, contactId });
}

const cells: Record<string, (row: Row) => string | null> = {
  said_at: (row) => row.said_at.toISOString(),
  decision: (row) => row.decision,
  name: (row) => row.contactName,
  phone: (row) => row.phone,
  origin: (row) => row.origin,
  recorded_by: (row) => row.actorName,
  words: (row) => row.words,
  keyword: (row) => row.keyword,
  language: (row) => row.language,
  note: (row) => row.note,
  message_id: (row) => row.messageId,
  recorded_at: (row) => row.recorded_at.toISOString(),
};
const rowsAtOnce = 1000;

/** Pages by keyset, so that any length streams in flat memory. */
export function exportEntries({ parts, actor }: ActorContext, filter: Filter): CsvAnswer {
  const next = (cursor: string | undefined) => {
    const { text, params } = entriesSql(actor.tenantId, actor, filter, cursor, rowsAtOnce);
    return parts.db.read<Row>(actor.tenantId, text, params);
  };
  return { fileName: `consent-${new Date().toISOString().slice(0, 10)}.csv`, rows: rowsOf(next) };
}

async function* rowsOf(next: (cursor: string | undefined) => Promise<Row[]>): AsyncGenerator<(string | null)[]> {
  yield Object.keys(cells);
  let cursor: string | undefined;
  do {
    const page = await next(cursor);
    for (const row of page) yield Object.values(cells).map((cell) => cell(row));
    const last = page.at(-1);
    cursor = page.length === rowsAtOnce && last ? cursorOf(last) : undefined;
  } while (cursor);
}
