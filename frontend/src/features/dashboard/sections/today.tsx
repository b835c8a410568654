// Today's numbers in one line.
import type { Overview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Skeleton } from '../../../ui/skeleton';
import { type Stat, StatLine } from '../../../ui/stat-line';

const keys = ['sent', 'delivered', 'read', 'failed', 'received', 'unread', 'contacts'] as const;

export function Today({ overview }: { overview: Overview }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { today, chats, contacts } = overview;
  const share = (part: number) => (today.sent > 0 ? format.percent(part / today.sent) : undefined);
  const values: Record<(typeof keys)[number], Pick<Stat, 'value' | 'note'>> = {
    sent: { value: format.number(today.sent) },
    delivered: { value: format.number(today.delivered), note: share(today.delivered) },
    read: { value: format.number(today.read), note: share(today.read) },
    failed: {
      value: <span className={today.failed > 0 ? 'text-danger' : undefined}>{format.number(today.failed)}</span>,
    },
    received: { value: format.number(today.received) },
    unread: { value: format.number(chats.unread), note: t('today.openChats', { number: format.number(chats.open) }) },
    contacts: {
      value: format.number(contacts.total),
      note: contacts.addedToday > 0 ? t('today.added', { number: format.number(contacts.addedToday) }) : undefined,
    },
  };
  return (
    <StatLine stats={keys.map((key) => ({ key, label: t(`today.${key}`), ...values[key] }))} className="flex-wrap" />
  );
}

export function TodaySkeleton() {
  const { t } = useTranslation('dashboard');
  return (
    <StatLine
      stats={keys.map((key) => ({ key, label: t(`today.${key}`), value: <Skeleton className="my-2 h-3 w-12" /> }))}
      className="flex-wrap"
    />
  );
}
