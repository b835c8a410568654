// Says of a message that it was a campaign's test, so that nobody takes it for the real one.
import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';

/** @param of the campaign's name; undefined when it had none yet */
export function TestMark({ of }: { of: string | undefined }) {
  const { t } = useTranslation('inbox');
  return (
    <>
      <Icon of={FlaskConical} size={14} />
      {of ? (
        <span className="min-w-0 break-words">
          {t('testMark.named')} <bdi>{of}</bdi>
        </span>
      ) : (
        <span>{t('testMark.unnamed')}</span>
      )}
    </>
  );
}
