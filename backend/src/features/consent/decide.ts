// Deciding about near misses: what a message meant goes to the ledger with the message as its evidence, or the message is dismissed.
import type { ConsentDecision, ConsentReview } from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { recordConsents } from '../contacts';
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

async function dismiss({ tx, actor, record }: TenantContext, reviews: readonly ReviewRow[]): Promise<void> {
  if (reviews.length === 0) return;
  await tx.query(
    "update consent_reviews set state = 'dismissed', decided_by = $3, decided_at = now() where tenant_id = $1 and id = any($2::uuid[])",
    [tx.tenantId, reviews.map(({ id }) => id), actor.userId],
  );
  const contactIds = [...new Set(reviews.map((review) => review.contact_id))];
  await record({
    type: 'consent.reviewed',
    subjectId: contactIds.length === 1 ? (contactIds[0] ?? null) : null,
    data: { contactIds, ownerIds: [...new Set(reviews.map((review) => review.owner_id))] },
  });
  const messageIds = reviews.flatMap((review) => review.message_id ?? []);
  if (messageIds.length === 0) return;
  await tx.query(
    `update messages set content = jsonb_set(content, '{consent,stage}', '"dismissed"') where tenant_id = $1 and id = any($2::uuid[]) and content ? 'consent'`,
    [tx.tenantId, messageIds],
  );
  await record({ type: 'message.status', data: { messageIds } });
}
