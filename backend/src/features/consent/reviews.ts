// Near misses that wait for a person: the queue, its count, and the decision.
import type { ConsentDecision, ConsentReview } from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor';
import { recordConsent, type Viewer, visibleContactsSql } from '../contacts';

interface ReviewRow {
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

function presentReview(row: ReviewRow, actor: Viewer): ConsentReview {
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

/**
 * A person says what a message meant. A decision goes to the ledger with the message as its evidence and settles everything else open about this
 * person; a dismissal settles this message alone.
 * @throws AppError not_found, wrong_state when somebody decided already
 */
export async function decideReview(
  context: TenantContext,
  id: string,
  decision: ConsentDecision | 'dismiss',
): Promise<ConsentReview> {
  const { tx, actor, parts, requestId } = context;
  const review = found(await lockReview(context, id), 'review');
  if (review.state !== 'open') throw new AppError('wrong_state', 'Somebody has decided about this message already.');
  if (decision === 'dismiss') await dismiss(context, review);
  else
    await recordConsent(tx, parts.publish, {
      contactId: review.contact_id,
      decision,
      origin: 'user',
      actorId: actor.userId,
      messageId: review.message_id,
      words: review.words,
      keyword: review.keyword,
      language: review.language,
      requestId,
    });
  return presentReview(found(await findReview(context, id), 'review'), actor);
}

function findReview({ tx, actor }: TenantContext, id: string): Promise<ReviewRow | undefined> {
  const params: unknown[] = [tx.tenantId, id];
  return tx.one<ReviewRow>(
    `${reviewsSql} where r.tenant_id = $1 and r.id = $2 and ${visibleContactsSql(actor, 'k', params)}`,
    params,
  );
}

/** The person before the question, as intake locks them. */
async function lockReview(context: TenantContext, id: string): Promise<ReviewRow | undefined> {
  const { tx } = context;
  await tx.query(
    `select 1 from contacts k where k.tenant_id = $1 and k.id = (select r.contact_id from consent_reviews r where r.tenant_id = $1 and r.id = $2)
     for no key update`,
    [tx.tenantId, id],
  );
  await tx.query('select 1 from consent_reviews where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  return findReview(context, id);
}

async function dismiss({ tx, actor, record }: TenantContext, review: ReviewRow): Promise<void> {
  await tx.query(
    "update consent_reviews set state = 'dismissed', decided_by = $3, decided_at = now() where tenant_id = $1 and id = $2",
    [tx.tenantId, review.id, actor.userId],
  );
  await record({
    type: 'consent.reviewed',
    subjectId: review.contact_id,
    data: { contactIds: [review.contact_id], ownerIds: [review.owner_id] },
  });
  if (!review.message_id) return;
  await tx.query(
    `update messages set content = jsonb_set(content, '{consent,stage}', '"dismissed"') where tenant_id = $1 and id = $2 and content ? 'consent'`,
    [tx.tenantId, review.message_id],
  );
  await record({ type: 'message.status', data: { messageIds: [review.message_id] } });
}
