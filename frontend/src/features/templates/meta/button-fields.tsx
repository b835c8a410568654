// The buttons under a Meta template.
import type { ProviderButton } from '@parley/contract';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';

interface ButtonFieldsProps {
  buttons: readonly ProviderButton[];
  onChange: (buttons: ProviderButton[]) => void;
  /** What is wrong, by the path of the part. */
  errorOf: (path: string) => string | undefined;
  readOnly: boolean;
}

const types: ProviderButton['type'][] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];

function turnInto(type: ProviderButton['type'], text: string): ProviderButton {
  if (type === 'URL') return { type, text, url: 'https://' };
  return type === 'PHONE_NUMBER' ? { type, text, phone: '+' } : { type, text };
}

export function ButtonFields({ buttons, onChange, errorOf, readOnly }: ButtonFieldsProps) {
  const { t } = useTranslation('templates');
  const put = (index: number, button: ProviderButton) =>
    onChange(buttons.map((one, place) => (place === index ? button : one)));
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1.5 text-13 font-medium">
        {t('meta.buttons')} <span className="font-regular text-ink-muted">({t('meta.optional')})</span>
      </legend>
      {buttons.map((button, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons are known by their place alone
        <div key={index} className="flex items-start gap-2 max-tablet:flex-wrap">
          <Select
            label={t('meta.buttonType')}
            className="w-40! max-tablet:w-full!"
            value={button.type}
            disabled={readOnly}
            onChange={(type) => put(index, turnInto(type, button.text))}
            options={types.map((type) => ({ value: type, label: t(`meta.buttonTypes.${type}`) }))}
          />
          <Field label={t('meta.buttonText')} hideLabel className="min-w-0 flex-1" error={errorOf(`buttons.${index}`)}>
            <Input
              dir="auto"
              value={button.text}
              placeholder={t('meta.buttonText')}
              readOnly={readOnly}
              onChange={(event) => put(index, { ...button, text: event.target.value })}
            />
          </Field>
          {button.type === 'URL' && (
            <Field label={t('meta.buttonUrl')} hideLabel className="min-w-0 flex-1">
              <Input
                dir="ltr"
                value={button.url}
                readOnly={readOnly}
                onChange={(event) => put(index, { ...button, url: event.target.value })}
              />
            </Field>
          )}
          {button.type === 'PHONE_NUMBER' && (
            <Field label={t('meta.buttonPhone')} hideLabel className="min-w-0 flex-1">
              <Input
                dir="ltr"
                type="tel"
                value={button.phone}
                readOnly={readOnly}
                onChange={(event) => put(index, { ...button, phone: event.target.value })}
              />
            </Field>
          )}
          {!readOnly && (
            <IconButton
              icon={Trash2}
              label={t('meta.removeButton', { number: index + 1 })}
              onClick={() => onChange(buttons.filter((_, place) => place !== index))}
            />
          )}
        </div>
      ))}
      {errorOf('buttons') && (
        <p role="alert" className="text-12 text-danger">
          {errorOf('buttons')}
        </p>
      )}
      {!readOnly && buttons.length < 10 && (
        <Button
          size="sm"
          icon={Plus}
          className="justify-self-start"
          onClick={() => onChange([...buttons, turnInto('QUICK_REPLY', '')])}
        >
          {t('meta.addButton')}
        </Button>
      )}
    </fieldset>
  );
}
