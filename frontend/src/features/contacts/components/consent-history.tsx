// Everything one person said about campaigns, newest first, each with its evidence.
import type { ConsentEntry } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { contactLedgerQuery } from '../../../lib/consent';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { TextLink } from '../../../ui/text-link';

export function ConsentHistory({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const { data, error, refetch } = useQuery(contactLedgerQuery(contactId));
  if (error && !data)
    return (
      <p role="alert" className="mt-3 text-12 text-danger">
        {t('consent.ledger.historyError')}{' '}
        <button type="button" onClick={() => void refetch()} className="font-medium underline underline-offset-2">
          {t('common:actions.retry')}
        </button>
      </p>
    );
  // Nothing said is the normal case, and needs no words.
  if (!data || data.length === 0) return null;
  return (
    <ol aria-label={t('consent.ledger.history')} className="mt-3 grid gap-2.5 border-t border-line pt-3">
      {data.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: ConsentEntry }) {
  const { t } = useTranslation('contacts');
  const { decision, origin, actorName, words, note, chatId, messageId, saidAt } = entry;
  const evidence = words ?? note;
  return (
    <li className="flex items-start gap-2">
      <Icon of={decision === 'opt_out' ? CircleSlash : CircleCheck} size={14} className="mt-[3px] text-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-2">
          <span>
            <span className="font-medium">{t(`consent.ledger.decisions.${decision}`)}</span>
            {' · '}
            <span className="text-ink-muted">
              {actorName ? t('consent.ledger.by', { name: actorName }) : t(`consent.ledger.origins.${origin}`)}
            </span>
          </span>
          <RelativeTime at={saidAt} as="short" className="text-12 text-ink-muted" />
        </p>
        {evidence && (
          <p dir="auto" className="mt-0.5 line-clamp-3 border-s-2 border-line-strong ps-2 text-ink-secondary">
            {evidence}
          </p>
        )}
        {chatId && (
          <TextLink to={`/inbox/${chatId}${messageId ? `?message=${messageId}` : ''}`} className="text-12">
            {t('consent.ledger.openChat')}
          </TextLink>
        )}
      </div>
    </li>
  );
}
