// Says at the head of the contacts that messages wait to be understood, and leads there; nothing when none do.
import { useQuery } from '@tanstack/react-query';
import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { openReviewsQuery, reviewsPath } from '../../../lib/consent';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';

export function OpenReviews() {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { data: open = 0 } = useQuery(openReviewsQuery);
  if (open === 0) return null;
  return (
    <Link
      to={reviewsPath}
      className="relative inline-flex h-6 flex-none items-center gap-1 rounded-sm bg-warning-soft px-2 text-12 font-medium text-warning after:absolute after:-inset-2 hover:underline"
    >
      <Icon of={CircleHelp} size={14} />
      {t('consent.ledger.waiting', { number: format.number(open) })}
    </Link>
  );
}
