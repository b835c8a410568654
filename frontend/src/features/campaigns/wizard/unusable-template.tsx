// The launch check of a draft whose template may no longer be sent.
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { ChangeButton, Item } from './check-item';
import type { Step } from './draft';

/** Nothing can be counted or rendered until another template is chosen. */
export function UnusableTemplate({ error, goTo }: { error: unknown; goTo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  return (
    <div role="alert">
      <h2 className="mb-4 text-20 font-semibold">{t('check.blocked', { count: 1 })}</h2>
      <Item
        level="block"
        title={t('check.template')}
        help={sayError(t, error)}
        action={<ChangeButton label={t('check.changeMessage')} onClick={() => goTo('message')} />}
      />
    </div>
  );
}
