// What people answered with a single sign, on the lower edge of the bubble. Pressing one's own takes it back.
import type { Message } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { cn } from '../../../ui/cn';

type Reaction = Message['reactions'][number];

/** Equal signs together, in the order in which they came. */
export function groupReactions(reactions: readonly Reaction[]): { emoji: string; by: Reaction[] }[] {
  const groups = new Map<string, Reaction[]>();
  for (const reaction of reactions) {
    if (reaction.emoji === '') continue;
    groups.set(reaction.emoji, [...(groups.get(reaction.emoji) ?? []), reaction]);
  }
  return [...groups].map(([emoji, by]) => ({ emoji, by }));
}

export interface ReactionsProps {
  message: Message;
  contactName: string;
  onReact: (emoji: string) => void;
}

export function Reactions({ message, contactName, onReact }: ReactionsProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { user } = useSession();
  const nameOf = ({ direction, senderId, senderName }: Reaction) => {
    if (direction === 'in') return contactName;
    return senderId === user.id ? t('thread.you') : (senderName ?? t('thread.us'));
  };
  return groupReactions(message.reactions).map(({ emoji, by }) => {
    const ours = by.some((one) => one.direction === 'out');
    const said = t('thread.reactedBy', { emoji, names: format.list(by.map(nameOf)) });
    return (
      <button
        key={emoji}
        type="button"
        disabled={!message.abilities.react}
        onClick={() => onReact(ours ? '' : emoji)}
        aria-pressed={ours}
        aria-label={said}
        title={said}
        className={cn(
          'relative inline-flex h-5 items-center gap-[3px] rounded-full bg-raised px-1.5 text-12 leading-none after:absolute after:-inset-2.5',
          ours ? 'shadow-[0_0_0_1px_var(--accent-line)]' : 'shadow-[0_0_0_1px_var(--line-strong)]',
        )}
      >
        <span aria-hidden>{emoji}</span>
        {by.length > 1 && <span className="tabular text-11 text-ink-muted">{by.length}</span>}
      </button>
    );
  });
}
