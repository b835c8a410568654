// One message that may be an opt-out or opt-in: who wrote it, what it resembles, and the two answers.
import type { ConsentReview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../lib/format';
import { Avatar } from '../../ui/avatar';
import { Bubble } from '../../ui/bubble';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { cn } from '../../ui/cn';
import { RelativeTime } from '../../ui/relative-time';
import { TextLink } from '../../ui/text-link';

export interface ReviewCardProps {
  review: ConsentReview;
  /** The keys act on this one. */
  current: boolean;
  chosen: boolean;
  /** Some are chosen: the keys act on them. */
  choosing: boolean;
  onPoint: () => void;
  onChoose: () => void;
  onDecide: (confirmed: boolean) => void;
}

export function ReviewCard(props: ReviewCardProps) {
  const { review, current, chosen, choosing, onPoint, onChoose, onDecide } = props;
  const { t } = useTranslation('consent');
  const { contactId, contactName, channel, guess, keyword, language, words, chatId, messageId, saidAt } = review;
  const keyed = current && !choosing;
  return (
    <li
      data-review={review.id}
      aria-current={current || undefined}
      onPointerEnter={onPoint}
      onFocus={onPoint}
      className={cn(
        'relative flex gap-4 border-b border-line px-6 py-4 [--ring:var(--surface)] max-tablet:px-4',
        current && !chosen && 'bg-sunken [--ring:var(--surface-sunken)]',
        chosen && 'bg-accent-soft [--ring:var(--accent-soft)]',
        // Where x acts, whether chosen already or not.
        current && choosing && 'before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-accent',
      )}
    >
      {review.abilities.decide && (
        <span className="flex h-8 flex-none items-center">
          <Checkbox
            checked={chosen}
            onChange={onChoose}
            aria-label={t('many.choose', { name: contactName })}
            aria-keyshortcuts={current ? 'x' : undefined}
          />
        </span>
      )}
      <Avatar id={contactId} name={contactName} channel={channel ?? undefined} size={32} />
      <div className="grid min-w-0 max-w-160 flex-1 gap-1">
        <p className="flex min-w-0 items-baseline gap-2 text-13">
          <Link to={`/contacts/${contactId}`} className="truncate rounded-xs font-medium hover:underline">
            <bdi>{contactName}</bdi>
          </Link>
          <RelativeTime at={saidAt} className="flex-none text-12 text-ink-muted" />
        </p>
        <div className="flex flex-col">
          <Bubble kind="in" at={saidAt}>
            {words}
          </Bubble>
        </div>
        <p className="mt-0.5 text-12 text-ink-muted">
          {t(`guess.${guess}`)} <bdi className="font-medium text-ink-secondary">{keyword}</bdi> (
          {t(`languages.${language}`)})
          {chatId && (
            <>
              {' · '}
              <TextLink to={`/inbox/${chatId}${messageId ? `?message=${messageId}` : ''}`}>{t('openChat')}</TextLink>
            </>
          )}
        </p>
        {review.abilities.decide ? (
          <div className="mt-1.5 flex flex-wrap gap-2">
            <Button size="sm" shortcut={keyed ? 'y' : undefined} onClick={() => onDecide(true)}>
              {t(`confirm.${guess}`)}
            </Button>
            <Button size="sm" variant="ghost" shortcut={keyed ? 'n' : undefined} onClick={() => onDecide(false)}>
              {t(`dismiss.${guess}`)}
            </Button>
          </div>
        ) : (
          review.state !== 'open' && <Decided review={review} />
        )}
      </div>
    </li>
  );
}

function Decided({ review: { state, decidedByName, decidedAt, guess } }: { review: ConsentReview }) {
  const { t } = useTranslation('consent');
  const format = useFormat();
  const verdict = t(state === 'confirmed' ? `verdict.${guess}` : `dismiss.${guess}`);
  const who = decidedByName ?? t('verdict.themselves');
  return (
    <p className="text-12 text-ink-secondary">
      {verdict} · <bdi>{who}</bdi>
      {decidedAt && ` · ${format.dateTime(new Date(decidedAt))}`}
    </p>
  );
}
