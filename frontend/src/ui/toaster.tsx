// Where toasts appear: bottom end on a desktop, bottom on a phone. Loaded lazily by the app's providers.

import { useTranslation } from 'react-i18next';
import { Toaster as Sonner } from 'sonner';
import { languages, toLanguage } from '../lib/i18n';

export default function Toaster() {
  const { t, i18n } = useTranslation();
  const { dir } = languages[toLanguage(i18n.language)];
  return (
    <Sonner
      dir={dir}
      position={dir === 'rtl' ? 'bottom-left' : 'bottom-right'}
      containerAriaLabel={t('toast.region')}
      toastOptions={{ unstyled: true }}
      gap={8}
      offset={16}
    />
  );
}
