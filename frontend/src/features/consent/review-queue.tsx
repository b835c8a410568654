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
  const reviews = query.data?.pages.flatMap((page) => page.items) ?? [];
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
      <Reviews reviews={reviews} />
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

function Reviews({ reviews }: { reviews: readonly ConsentReview[] }) {
  const { t } = useTranslation('consent');
  const decide = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, reviews.length - 1);
  const review = reviews[at];

  function take(of: ConsentReview, confirmed: boolean) {
    decide.mutate(
      { id: of.id, decision: confirmed ? of.guess : 'dismiss' },
      {
        onSuccess: () => notify(t(confirmed ? `done.${of.guess}` : 'done.dismiss', { name: of.contactName })),
        onError: (error) => notifyError(sayError(t, error)),
      },
    );
  }
  const move = (by: number) => setChosen(Math.max(0, Math.min(reviews.length - 1, at + by)));
  const group = t('title');
  const decidable = review?.abilities.decide && !decide.isPending ? review : undefined;
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => move(-1) },
    ...(decidable
      ? [
          { keys: 'y', label: t('keys.confirm'), group, run: () => take(decidable, true) },
          { keys: 'n', label: t('keys.dismiss'), group, run: () => take(decidable, false) },
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
          busy={decide.isPending && decide.variables.id === one.id}
          onPoint={() => setChosen(index)}
          onDecide={(confirmed) => take(one, confirmed)}
        />
      ))}
    </ul>
  );
}
