// Messages that may be an opt-out or opt-in, one under the other; j and k move, x chooses, y and n decide.
import { type ConsentReview, mostReviewsAtOnce } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../lib/shortcuts';
import { useSlow } from '../../lib/use-slow';
import { Button } from '../../ui/button';
import { cn } from '../../ui/cn';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/skeleton';
import { notifyInfo } from '../../ui/toast';
import { reviewsQuery } from './api';
import { ChoiceBar } from './choice-bar';
import { ReviewCard } from './review-card';
import { type Decisions, useDecisions } from './use-decisions';

export function ReviewQueue({ state }: { state: ConsentReview['state'] }) {
  const { t } = useTranslation('consent');
  const query = useInfiniteQuery(reviewsQuery(state));
  const slow = useSlow(query.isPending);
  const decisions = useDecisions();
  const reviews = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ id }) => !decisions.decided.has(id),
  );
  if (query.isPending) return slow ? <SkeletonRows avatar rows={8} /> : null;
  if (!query.data)
    return <ErrorState error={query.error} title={t('queue.failed')} onRetry={() => void query.refetch()} />;
  if (reviews.length === 0)
    return (
      <EmptyState icon={ShieldCheck} title={t(`queue.none.${state}`)}>
        {t(`queue.noneHelp.${state}`)}
      </EmptyState>
    );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-focus-inset">
        {state === 'open' && (
          <p className="border-b border-line px-6 py-3 text-13 text-pretty text-ink-muted max-tablet:px-4">
            {t('queue.help')}
          </p>
        )}
        <Reviews reviews={reviews} decisions={decisions} />
        {query.hasNextPage && (
          <div className="px-6 py-4 max-tablet:px-4">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Which are chosen; those that leave the list are chosen no more. */
function useChoice(reviews: readonly ConsentReview[]) {
  const { t } = useTranslation('consent');
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = reviews.filter((review) => ids.has(review.id) && review.abilities.decide);
  function toggle(id: string) {
    const next = new Set(chosen.map((review) => review.id));
    if (!next.delete(id)) {
      if (next.size >= mostReviewsAtOnce) return notifyInfo(t('many.full', { count: mostReviewsAtOnce }));
      next.add(id);
    }
    setIds(next);
  }
  return { chosen, toggle, has: (id: string) => ids.has(id), clear: () => setIds(new Set()) };
}

function Reviews({ reviews, decisions }: { reviews: readonly ConsentReview[]; decisions: Decisions }) {
  const { t } = useTranslation('consent');
  const list = useRef<HTMLUListElement>(null);
  const [pointed, setPointed] = useState(0);
  const choice = useChoice(reviews);
  const at = Math.min(pointed, reviews.length - 1);
  const review = reviews[at];
  const move = (by: number) => setPointed(Math.max(0, Math.min(reviews.length - 1, at + by)));
  const group = t('title');
  const current = review?.abilities.decide ? review : undefined;
  const { chosen } = choice;
  function decide(confirmed: boolean) {
    if (decisions.busy) return;
    if (chosen.length > 0) void decisions.takeMany(chosen, confirmed);
    else if (current) void decisions.take(current, confirmed);
  }
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => move(-1) },
    ...(current
      ? [
          { keys: 'x', label: t('keys.choose'), group, run: () => choice.toggle(current.id) },
          { keys: 'y', label: t('keys.confirm'), group, run: () => decide(true) },
          { keys: 'n', label: t('keys.dismiss'), group, run: () => decide(false) },
        ]
      : []),
    ...(chosen.length > 0 ? [{ keys: 'escape', label: t('keys.clear'), group, run: choice.clear }] : []),
  ]);
  useEffect(() => {
    list.current?.children.item(at)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  return (
    <>
      {/* The last one can be read above the bar. */}
      <ul ref={list} aria-label={t('queue.label')} className={cn(chosen.length > 0 && 'pb-28')}>
        {reviews.map((one, index) => (
          <ReviewCard
            key={one.id}
            review={one}
            current={index === at && one.state === 'open'}
            chosen={choice.has(one.id)}
            choosing={chosen.length > 0}
            onPoint={() => setPointed(index)}
            onChoose={() => choice.toggle(one.id)}
            onDecide={(confirmed) => void decisions.take(one, confirmed)}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <ChoiceBar chosen={chosen} busy={decisions.busy} onDecide={decide} onClear={choice.clear} />
      )}
    </>
  );
}
