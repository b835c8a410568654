// What to do on the phone, with the words of its own menus.
import { useTranslation } from 'react-i18next';
import { PhoneNumber } from '../../ui/formatted-number';

export interface LinkingStepsProps {
  /** The number to open WhatsApp on, when it is known. */
  phone: string | null;
  last: 'scan' | 'code';
}

export function LinkingSteps({ phone, last }: LinkingStepsProps) {
  const { t } = useTranslation('connections');
  const steps = [
    {
      key: 'open',
      text: (
        <>
          {phone ? t('steps.openOn') : t('steps.open')} {phone && <PhoneNumber value={phone} />}
        </>
      ),
    },
    {
      key: 'menu',
      text: (
        <>
          {t('steps.goTo')} <b>{t('steps.menu')}</b>
        </>
      ),
      help: t('steps.android'),
    },
    {
      key: 'link',
      text: (
        <>
          {t('steps.tap')} <b>{t(last === 'scan' ? 'steps.link' : 'steps.linkWithNumber')}</b> {t(`steps.${last}`)}
        </>
      ),
      help: t('steps.keepOnline'),
    },
  ];
  return (
    <ol className="grid gap-4">
      {steps.map((step, index) => (
        <li key={step.key} className="grid grid-cols-[22px_minmax(0,1fr)] gap-3 text-14">
          <span
            aria-hidden
            className="tabular grid size-[22px] place-items-center rounded-full text-12 font-medium text-ink-muted shadow-edge"
          >
            {index + 1}
          </span>
          <span>
            {step.text}
            {step.help && <small className="mt-0.5 block text-12 text-ink-muted">{step.help}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}
