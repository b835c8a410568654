// Today's numbers above the list, from the overview the shell already keeps.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { overviewQuery } from '../../../lib/overview';
import { Skeleton } from '../../../ui/skeleton';
import { type Stat, StatLine } from '../../../ui/stat-line';

export function ListStats() {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { data, isError } = useQuery(overviewQuery);
  const share = (part: number) => (data && data.today.sent > 0 ? format.percent(part / data.today.sent, 1) : '–');
  const wait = <Skeleton className="my-2 w-12" />;
  const stats: Stat[] = [
    { key: 'sent', label: t('stats.sentToday'), value: data ? format.number(data.today.sent) : wait },
    { key: 'delivered', label: t('stats.delivered'), value: data ? share(data.today.delivered) : wait },
    { key: 'read', label: t('stats.read'), value: data ? share(data.today.read) : wait },
    { key: 'received', label: t('stats.received'), value: data ? format.number(data.today.received) : wait },
  ];
  if (data?.credits) {
    stats.push({
      key: 'credits',
      label: t('stats.credits'),
      value: format.number(data.credits.balance),
      note: data.credits.reserved > 0 ? t('stats.held', { number: format.number(data.credits.reserved) }) : undefined,
    });
  }
  // Without them the list below says what is wrong.
  if (isError && !data) return null;
  return <StatLine stats={stats} className="max-tablet:hidden" />;
}
