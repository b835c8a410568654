// Whether a person wants campaigns. The normal case is quiet; the refusal is what must be seen.
import { Check, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Status } from '../../../ui/status';

export function Consent({ optedOutAt, className }: { optedOutAt: string | null; className?: string }) {
  const { t } = useTranslation('contacts');
  return optedOutAt ? (
    <Status icon={CircleSlash} tone="danger" className={className}>
      {t('consent.out')}
    </Status>
  ) : (
    <Status icon={Check} className={className}>
      {t('consent.in')}
    </Status>
  );
}
