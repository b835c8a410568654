// Deciding about near misses: what a message meant goes to the ledger with the message as its evidence, or the message is dismissed.
import type { ConsentDecision, ConsentReview, decideConsentReviews, EndpointParsed } from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { aboutPeople, recordConsents } from '../contacts';
import { confirmDecisions } from './confirm';
import { findReviews, presentReview, type ReviewRow } from './reviews';

/**
 * A person says what a message meant. A decision settles everything else open about this person and is confirmed to them like a plain word of
 * theirs; a dismissal settles this message alone and sends nothing.
 * @throws AppError not_found, wrong_state when somebody decided already
 */
export async function decideReview(
  context: TenantContext,
  id: string,
  decision: ConsentDecision | 'dismiss',
): Promise<ConsentReview> {
  const review = found((await lockReviews(context, [id]))[0], 'review');
  if (review.state !== 'open') throw new AppError('wrong_state', 'Somebody has decided about this message already.');
  if (decision === 'dismiss') await dismiss(context, [review]);
  else await confirm(context, [{ review, decision }]);
  return presentReview(found((await findReviews(context, [id]))[0], 'review'), context.actor);
}

/**
 * The same for many: each is taken for what it resembles, or all are dismissed. Of several messages of one person the newest is the evidence, the
 * others are settled with it.
 * @returns those decided by this; what somebody else decided meanwhile, and what the actor may not see, is left out
 */
export async function decideReviews(
  context: TenantContext,
  { ids, decision }: EndpointParsed<typeof decideConsentReviews>['body'],
): Promise<{ decided: string[] }> {
  const open = (await lockReviews(context, ids)).filter(({ state }) => state === 'open');
  if (decision === 'dismiss') await dismiss(context, open);
  else {
    const newest = new Map(open.toSorted(bySaying).map((review) => [review.contact_id, review]));
    await confirm(
      context,
      [...newest.values()].map((review) => ({ review, decision: review.guess })),
    );
  }
  return { decided: open.map(({ id }) => id) };
}

function bySaying(one: ReviewRow, other: ReviewRow): number {
  return one.said_at.getTime() - other.said_at.getTime();
}

/**
 * Takes dismissals back. Campaigns pass these people over again from now on; what has left meanwhile has left. A confirmation cannot be taken back
 * this way, because the person was told: whoever was opted out by mistake is opted in with its own entry in the ledger.
 */
export async function reopenReviews(context: TenantContext, ids: readonly string[]): Promise<{ reopened: string[] }> {
  const { tx, record } = context;
  const dismissed = (await lockReviews(context, ids)).filter(({ state }) => state === 'dismissed');
  if (dismissed.length === 0) return { reopened: [] };
  const rows = await tx.query<{ id: string; contact_id: string; message_id: string | null; owner_id: string | null }>(
    `update consent_reviews r set state = 'open', decided_by = null, decided_at = null from contacts k
     where r.tenant_id = $1 and r.id = any($2::uuid[]) and k.tenant_id = $1 and k.id = r.contact_id and (k.opted_out_at is null) = (r.guess = 'opt_out')
       and not exists (select from consent_entries e where e.tenant_id = $1 and e.contact_id = k.id and e.said_at > r.said_at)
     returning r.id, r.contact_id, r.message_id, k.owner_id`,
    [tx.tenantId, dismissed.map(({ id }) => id)],
  );
  if (rows.length === 0) return { reopened: [] };
  await record({ type: 'consent.review_opened', ...aboutPeople(rows) });
  await markMessages(
    context,
    rows.flatMap((row) => row.message_id ?? []),
    'open',
  );
  return { reopened: rows.map(({ id }) => id) };
}

/** The people before the questions, as intake locks them. Those that the actor may not see are left out. */
async function lockReviews(context: TenantContext, ids: readonly string[]): Promise<ReviewRow[]> {
  const { tx } = context;
  await tx.query(
    `select 1 from contacts k where k.tenant_id = $1 and k.id in (select r.contact_id from consent_reviews r where r.tenant_id = $1 and r.id = any($2::uuid[]))
     order by k.id for no key update`,
    [tx.tenantId, ids],
  );
  await tx.query('select 1 from consent_reviews where tenant_id = $1 and id = any($2::uuid[]) order by id for update', [
    tx.tenantId,
    ids,
  ]);
  return findReviews(context, ids);
}

async function confirm(
  { tx, actor, parts, requestId }: TenantContext,
  decided: readonly { review: ReviewRow; decision: ConsentDecision }[],
): Promise<void> {
  if (decided.length === 0) return;
  const changes = await recordConsents(
    tx,
    parts.publish,
    decided.map(({ review, decision }) => ({
      contactId: review.contact_id,
      decision,
      origin: 'user' as const,
      actorId: actor.userId,
      messageId: review.message_id,
      words: review.words,
      keyword: review.keyword,
      language: review.language,
    })),
    requestId,
  );
  const changed = new Set(changes.map(({ contactId }) => contactId));
  await confirmDecisions(
    tx,
    parts,
    decided.flatMap(({ review: { contact_id: contactId, chat_id: chatId, language }, decision }) =>
      chatId && changed.has(contactId) ? [{ contactId, chatId, decision, language }] : [],
    ),
  );
}

async function dismiss(context: TenantContext, reviews: readonly ReviewRow[]): Promise<void> {
  const { tx, actor, record } = context;
  if (reviews.length === 0) return;
  await tx.query(
    "update consent_reviews set state = 'dismissed', decided_by = $3, decided_at = now() where tenant_id = $1 and id = any($2::uuid[])",
    [tx.tenantId, reviews.map(({ id }) => id), actor.userId],
  );
  await record({ type: 'consent.reviewed', ...aboutPeople(reviews) });
  await markMessages(
    context,
    reviews.flatMap((review) => review.message_id ?? []),
    'dismissed',
  );
}

/** The thread shows below each message how it stands. */
async function markMessages(
  { tx, record }: TenantContext,
  messageIds: readonly string[],
  stage: 'dismissed' | 'open',
): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.query(
    `update messages set content = jsonb_set(content, '{consent,stage}', to_jsonb($3::text)) where tenant_id = $1 and id = any($2::uuid[]) and content ? 'consent'`,
    [tx.tenantId, messageIds, stage],
  );
  await record({ type: 'message.status', data: { messageIds } });
}
