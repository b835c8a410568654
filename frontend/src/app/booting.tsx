// The first moment: the mark alone, while the session and the page are fetched.
import { useTranslation } from 'react-i18next';
import { BrandMark } from '../ui/brand-mark';

export function Booting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('states.loading')} className="grid h-full place-items-center">
      <BrandMark size={32} className="animate-pulse" />
    </div>
  );
}
