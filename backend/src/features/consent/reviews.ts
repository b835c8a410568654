// Near misses that wait for a person: the queue and its count.
import type { ConsentDecision, ConsentReview } from '@parley/contract';
import type { TenantContext } from '../../platform/http/context';
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor';
import { type Viewer, visibleContactsSql } from '../contacts';

export interface ReviewRow {
  id: string;
  contact_id: string;
  contact_name: string;
  phone: string | null;
  owner_id: string | null;
  opted_out: boolean;
  guess: ConsentDecision;
  language: ConsentReview['language'];
  keyword: string;
  words: string;
  message_id: string | null;
  chat_id: string | null;
  channel: ConsentReview['channel'];
  state: ConsentReview['state'];
  decided_by_name: string | null;
  decided_at: Date | null;
  said_at: Date;
}

const reviewsSql = `select r.id, r.contact_id, k.name as contact_name, k.phone, k.owner_id, k.opted_out_at is not null as opted_out, r.guess, r.language, r.keyword,
    r.words, r.message_id, m.chat_id, n.channel, r.state, u.name as decided_by_name, r.decided_at, r.said_at
  from consent_reviews r
  join contacts k on k.tenant_id = r.tenant_id and k.id = r.contact_id
  left join messages m on m.tenant_id = r.tenant_id and m.id = r.message_id
  left join connections n on n.tenant_id = m.tenant_id and n.id = m.connection_id
  left join users u on u.id = r.decided_by`;

export function presentReview(row: ReviewRow, actor: Viewer): ConsentReview {
  return {
    id: row.id,
    contactId: row.contact_id,
    contactName: row.contact_name,
    phone: row.phone,
    optedOut: row.opted_out,
    guess: row.guess,
    language: row.language,
    keyword: row.keyword,
    words: row.words,
    messageId: row.message_id,
    chatId: row.chat_id,
    channel: row.channel,
    state: row.state,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    saidAt: row.said_at.toISOString(),
    abilities: { decide: row.state === 'open' && actor.can('contacts.write') },
  };
}

export async function listReviews(
  { tx, actor }: TenantContext,
  { state, cursor, limit }: { state: ConsentReview['state']; cursor?: string | undefined; limit: number },
) {
  const params: unknown[] = [tx.tenantId, state, cursor ? decodeIdCursor(cursor) : null, limit + 1];
  const rows = await tx.query<ReviewRow>(
    `${reviewsSql} where r.tenant_id = $1 and r.state = $2 and ($3::uuid is null or r.id < $3) and ${visibleContactsSql(actor, 'k', params)}
     order by r.id desc limit $4`,
    params,
  );
  const items = rows.slice(0, limit).map((row) => presentReview(row, actor));
  const last = items.at(-1);
  return { items, pagination: { limit, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null } };
}

export async function countReviews({ tx, actor }: TenantContext): Promise<{ open: number }> {
  const params: unknown[] = [tx.tenantId];
  const row = await tx.one<{ open: number }>(
    `select count(*)::int as open from consent_reviews r join contacts k on k.tenant_id = r.tenant_id and k.id = r.contact_id
     where r.tenant_id = $1 and r.state = 'open' and ${visibleContactsSql(actor, 'k', params)}`,
    params,
  );
  return { open: row?.open ?? 0 };
}

/** In no order; those that the actor may not see are left out. */
export function findReviews({ tx, actor }: TenantContext, ids: readonly string[]): Promise<ReviewRow[]> {
  const params: unknown[] = [tx.tenantId, ids];
  return tx.query<ReviewRow>(
    `${reviewsSql} where r.tenant_id = $1 and r.id = any($2::uuid[]) and ${visibleContactsSql(actor, 'k', params)}`,
    params,
  );
}
