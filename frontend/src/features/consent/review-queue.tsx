// Messages that may be an opt-out or opt-in, one under the other; j and k move, y and n decide.
import type { ConsentReview } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useShortcuts } from '../../lib/shortcuts';
import { useSlow } from '../../lib/use-slow';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/skeleton';
import { notify, notifyError } from '../../ui/toast';
import { reviewsQuery, useDecide } from './api';
import { ReviewCard } from './review-card';

export function ReviewQueue({ state }: { state: ConsentReview['state'] }) {
  const { t } = useTranslation('consent');
  const query = useInfiniteQuery(reviewsQuery(state));
  const slow = useSlow(query.isPending);
  const { decided, take } = useDecisions();
  const reviews = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => !decided.has(id));
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-focus-inset">
      {state === 'open' && (
        <p className="border-b border-line px-6 py-3 text-13 text-pretty text-ink-muted max-tablet:px-4">
          {t('queue.help')}
        </p>
      )}
      <Reviews reviews={reviews} onDecide={take} />
      {query.hasNextPage && (
        <div className="px-6 py-4 max-tablet:px-4">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is decided leaves the list at once, so that the next one can follow; a refusal brings it back. */
function useDecisions() {
  const { t } = useTranslation('consent');
  const { mutateAsync } = useDecide();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  async function take({ id, guess, contactName }: ConsentReview, confirmed: boolean) {
    setDecided((now) => new Set(now).add(id));
    try {
      await mutateAsync({ id, decision: confirmed ? guess : 'dismiss' });
      notify(t(confirmed ? `done.${guess}` : 'done.dismiss', { name: contactName }));
    } catch (error) {
      setDecided((now) => new Set([...now].filter((one) => one !== id)));
      notifyError(sayError(t, error));
    }
  }
  return { decided, take };
}

interface ReviewsProps {
  reviews: readonly ConsentReview[];
  onDecide: (review: ConsentReview, confirmed: boolean) => Promise<void>;
}

function Reviews({ reviews, onDecide }: ReviewsProps) {
  const { t } = useTranslation('consent');
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, reviews.length - 1);
  const review = reviews[at];
  const move = (by: number) => setChosen(Math.max(0, Math.min(reviews.length - 1, at + by)));
  const group = t('title');
  const decidable = review?.abilities.decide ? review : undefined;
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => move(-1) },
    ...(decidable
      ? [
          { keys: 'y', label: t('keys.confirm'), group, run: () => void onDecide(decidable, true) },
          { keys: 'n', label: t('keys.dismiss'), group, run: () => void onDecide(decidable, false) },
        ]
      : []),
  ]);
  useEffect(() => {
    list.current?.children.item(at)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  return (
    <ul ref={list} aria-label={t('queue.label')}>
      {reviews.map((one, index) => (
        <ReviewCard
          key={one.id}
          review={one}
          current={index === at && one.state === 'open'}
          onPoint={() => setChosen(index)}
          onDecide={(confirmed) => void onDecide(one, confirmed)}
        />
      ))}
    </ul>
  );
}
