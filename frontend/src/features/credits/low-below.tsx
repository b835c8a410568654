// The balance below which a warning is due, changed where it is read.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { InlineText } from '../../ui/inline-text';
import { useLowBelow } from './api';

const wholeNumber = /^\d{1,9}$/;

export function LowBelow({ value }: { value: number }) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const change = useLowBelow();
  return (
    <span className="-ms-2 block w-28 text-13 font-regular">
      <InlineText
        label={t('lowBelow.label')}
        value={String(value)}
        shown={format.number(value)}
        dir="ltr"
        editable
        maxLength={9}
        check={(text) => (wholeNumber.test(text.trim()) ? undefined : t('lowBelow.invalid'))}
        onSave={(text) => change.mutateAsync(Number(text))}
      />
    </span>
  );
}
