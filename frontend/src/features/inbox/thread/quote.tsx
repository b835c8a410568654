// The message an answer is about, above the answer; pressing it leads there.
import type { Message } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { Icon } from '../../../ui/icon';
import { kindIcons, toKind } from '../kinds';

type QuotedMessage = NonNullable<Message['quoted']>;

/** Who said what is quoted: the customer, somebody of the team, or the reader. */
export function useQuotedName(contactName: string): (quoted: QuotedMessage) => string {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  return (quoted) => {
    if (quoted.direction === 'in') return contactName;
    return quoted.senderName === null || quoted.senderName === user.name ? t('thread.you') : quoted.senderName;
  };
}

export function Quote({
  quoted,
  contactName,
  onJump,
}: {
  quoted: QuotedMessage;
  contactName: string;
  onJump: () => void;
}) {
  const { t } = useTranslation('inbox');
  const nameOf = useQuotedName(contactName);
  return (
    <button
      type="button"
      onClick={onJump}
      title={t('thread.showQuoted')}
      className="msg-note my-0.5 mb-1.5 block w-full min-w-0 rounded-xs border-s-2 border-accent-text ps-2 text-start text-12 leading-snug text-ink-muted hover:text-ink-secondary"
    >
      <bdi className="block truncate font-medium text-accent-text match-parent">{nameOf(quoted)}</bdi>
      <QuotedPreview quoted={quoted} className="line-clamp-2 break-words" />
    </button>
  );
}

/** What was said, or the icon and word of its kind. */
export function QuotedPreview({ quoted, className }: { quoted: QuotedMessage; className?: string }) {
  const { t } = useTranslation('inbox');
  const kind = toKind(quoted.kind);
  return (
    <span dir="auto" className={className}>
      {kind !== 'text' && <Icon of={kindIcons[kind]} size={12} className="me-1 inline align-[-2px]" />}
      {quoted.preview || t(`kinds.${kind}`)}
    </span>
  );
}
