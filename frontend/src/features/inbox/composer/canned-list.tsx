// The ready answers that fit what follows the slash, above the field that asks for them.
import type { CannedReply } from '@parley/contract';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../ui/cn';
import { TextLink } from '../../../ui/text-link';
import { cannedListId, cannedOptionId } from './canned';

export interface CannedListProps {
  replies: readonly CannedReply[];
  /** Nothing was written yet by anybody, rather than nothing found. */
  none: boolean;
  loading: boolean;
  chosenId: string | undefined;
  onChoose: (reply: CannedReply) => void;
  onPoint: (reply: CannedReply) => void;
}

export default function CannedList({ replies, none, loading, chosenId, onChoose, onPoint }: CannedListProps) {
  const { t } = useTranslation('inbox');
  const chosen = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not.
    void chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-1 overflow-hidden rounded-md bg-raised text-13 shadow-pop max-tablet:mx-2">
      <p className="flex items-center justify-between gap-2 px-3 pt-2 pb-1 text-11 font-medium text-ink-muted">
        {t('canned.title')}
        <span className="max-tablet:hidden">{t('canned.hint')}</span>
      </p>
      {replies.length === 0 ? (
        <p role="status" className="px-3 pb-3 text-ink-muted">
          {loading ? t('canned.loading') : none ? t('canned.none') : t('canned.notFound')}{' '}
          {!loading && none && <TextLink to="/settings/replies">{t('canned.write')}</TextLink>}
        </p>
      ) : (
        <div
          id={cannedListId}
          role="listbox"
          aria-label={t('canned.title')}
          className="max-h-64 overflow-y-auto p-1 pt-0"
        >
          {replies.map((reply) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the keyboard and names the chosen one
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={reply.id}
              id={cannedOptionId(reply.id)}
              ref={reply.id === chosenId ? chosen : undefined}
              role="option"
              aria-selected={reply.id === chosenId}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => onPoint(reply)}
              onClick={() => onChoose(reply)}
              className={cn(
                'flex min-h-9 cursor-default items-baseline gap-2 rounded-[5px] px-2 py-1.5 max-tablet:min-h-11',
                reply.id === chosenId && 'bg-hover',
              )}
            >
              <bdi className="flex-none font-medium text-accent-text">/{reply.shortcut}</bdi>
              <span className="flex-none font-medium">{reply.title}</span>
              <span dir="auto" className="min-w-0 flex-1 truncate text-ink-muted">
                {reply.text}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
