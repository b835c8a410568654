// One recipient: who, how far the message came, and where it did not, why and what to do.
import type { Recipient } from '@parley/contract';
import { Reply } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/format';
import { variantName } from '../../../lib/variants';
import { Avatar } from '../../../ui/avatar';
import { Tick } from '../../../ui/bubble';
import { Button } from '../../../ui/button';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { reasonLooks } from '../reasons';

/** Shared by the head and the rows, so that they line up. */
export const recipientColumns =
  'grid grid-cols-[minmax(160px,1.4fr)_150px_150px_minmax(180px,2fr)_84px_112px] items-center gap-x-3 ps-6 pe-4 max-desktop:grid-cols-[minmax(140px,1.2fr)_130px_minmax(140px,1.6fr)_96px] max-tablet:grid-cols-[minmax(0,1fr)_auto] max-tablet:content-center max-tablet:gap-y-1 max-tablet:px-4';

const noteColour: Partial<Record<Recipient['state'], string>> = {
  failed: 'text-danger',
  uncertain: 'text-warning',
  skipped: 'text-ink-muted',
};

function lastTime({ readAt, deliveredAt, sentAt }: Recipient): string | null {
  return readAt ?? deliveredAt ?? sentAt;
}

interface RecipientRowProps {
  recipient: Recipient;
  /** Offered for failed and uncertain ones; absent where sending again is not allowed. */
  onRetry?: (recipient: Recipient) => void;
  retrying: boolean;
}

export const RecipientRow = memo(function RecipientRow({ recipient, onRetry, retrying }: RecipientRowProps) {
  const { t } = useTranslation('campaigns');
  const { contactId, contactName, phone, state, error, text, chatId, repliedAt, dueAt, files, variant } = recipient;
  const format = useFormat();
  const at = lastTime(recipient);
  const retryable = state === 'failed' || state === 'uncertain';
  const fix = error && reasonLooks[error.code].fix;
  return (
    <div className={`${recipientColumns} h-full border-b border-line text-13 hover:bg-sunken`}>
      <span className="flex min-w-0 items-center gap-2">
        <Avatar id={contactId} name={contactName} size={24} />
        <Link
          to={`/contacts/${contactId}`}
          className="truncate rounded-xs font-medium match-parent hover:underline max-tablet:-my-2.5 max-tablet:py-2.5"
        >
          <bdi>{contactName}</bdi>
        </Link>
      </span>
      <span className="max-desktop:hidden">{phone && <PhoneNumber value={phone} />}</span>
      <span className="flex items-center gap-1.5 text-12 font-medium whitespace-nowrap max-tablet:justify-self-end">
        <span aria-hidden>{state !== 'received' && <Tick state={state} />}</span>
        <span className={noteColour[state] ?? 'text-ink-secondary'}>{t(`recipientStates.${state}`)}</span>
        {repliedAt && (
          <span className="inline-flex items-center gap-1 text-accent-text">
            <Icon of={Reply} size={14} flip />
            <span className="max-wide:sr-only">{t('common:outcomes.replied')}</span>
          </span>
        )}
      </span>
      <span className="min-w-0 text-12 max-tablet:col-span-full">
        {error ? (
          <span className="block truncate text-ink-secondary" title={error.detail ?? undefined}>
            {dueAt && error.code === 'quiet_hours'
              ? t('tempo.heldRow', { time: format.until(dueAt) })
              : t(`reasons.${error.code}.title`)}
          </span>
        ) : (
          <span className="flex min-w-0 gap-2 text-ink-muted">
            {files && <span className="flex-none">{t('say.filesSent', files)}</span>}
            {variant !== null && <span className="flex-none">{variantName(variant)}</span>}
            <bdi dir="auto" className="block min-w-0 flex-1 truncate match-parent">
              {text}
            </bdi>
          </span>
        )}
      </span>
      <span className="text-end text-12 text-ink-muted max-desktop:hidden">
        {at && <RelativeTime at={at} as="short" />}
      </span>
      <span className="flex justify-end max-tablet:hidden">
        {retryable && onRetry && fix !== 'contact' ? (
          <Button size="sm" variant="ghost" busy={retrying} onClick={() => onRetry(recipient)}>
            {t('verbs.sendAgain')}
          </Button>
        ) : fix === 'contact' ? (
          <RowLink to={`/contacts/${contactId}`}>{t('verbs.editContact')}</RowLink>
        ) : (
          chatId && <RowLink to={`/inbox/${chatId}`}>{t('verbs.openChat')}</RowLink>
        )}
      </span>
    </div>
  );
});

function RowLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="rounded-xs px-2 text-12 font-medium text-accent-text underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
