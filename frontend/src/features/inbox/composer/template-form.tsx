// The blanks of an approved template beside what the customer will see of it.
import type { ProviderTemplate } from '@parley/contract';
import { ExternalLink, Reply } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
import { type BlankValues, fillText, nameBlank } from './fill-template';
import { HeaderFile } from './header-file';

export interface TemplateFormProps {
  id: string;
  template: ProviderTemplate;
  values: BlankValues;
  /** Keys of blanks that must be filled first. */
  missing: readonly string[];
  onChange: (key: string, value: string) => void;
  onSubmit: () => void;
}

export function TemplateForm({ id, template, values, missing, onChange, onSubmit }: TemplateFormProps) {
  const { t } = useTranslation('inbox');
  const [headerUrl, setHeaderUrl] = useState<string | null>(null);
  return (
    <div className="grid gap-5 p-5 tablet:grid-cols-[minmax(0,1fr)_280px]">
      <form
        id={id}
        className="grid content-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog is a child of the composer in React's eyes.
          event.stopPropagation();
          onSubmit();
        }}
      >
        {template.params.length === 0 && <p className="text-13 text-ink-muted">{t('templatePicker.noBlanks')}</p>}
        {template.params.map(({ key, place, type, example }) => {
          const error = missing.includes(key) ? t('templatePicker.fill') : undefined;
          if (type === 'media') {
            return (
              <HeaderFile
                key={key}
                format={template.header?.format ?? 'IMAGE'}
                error={error}
                onReady={(assetId, localUrl) => {
                  onChange(key, assetId);
                  setHeaderUrl(localUrl);
                }}
              />
            );
          }
          return (
            <Field
              key={key}
              label={t(`templatePicker.places.${place}`, { name: nameBlank(key) })}
              error={error}
              required
            >
              <Input
                dir="auto"
                maxLength={1024}
                value={values[key] ?? ''}
                placeholder={example ? t('templatePicker.example', { example }) : undefined}
                onChange={(event) => onChange(key, event.target.value)}
              />
            </Field>
          );
        })}
      </form>
      <Preview template={template} values={values} headerUrl={headerUrl} />
    </div>
  );
}

function Preview({
  template,
  values,
  headerUrl,
}: Pick<TemplateFormProps, 'template' | 'values'> & { headerUrl: string | null }) {
  const { t } = useTranslation('inbox');
  const { header, body, footer, buttons } = template;
  return (
    <figure aria-label={t('templatePicker.preview')} className="min-w-0 self-start rounded-md bg-hover p-3">
      <div className="msg-bubble bg-surface text-13 wrap-anywhere">
        {header?.format === 'IMAGE' && headerUrl && (
          <img src={headerUrl} alt="" className="mb-1.5 max-h-40 w-full rounded-sm object-cover" />
        )}
        {header && header.format !== 'TEXT' && !(header.format === 'IMAGE' && headerUrl) && (
          <p className="mb-1.5 grid h-20 place-items-center rounded-sm bg-sunken text-12 text-ink-muted">
            {t(`templatePicker.formats.${header.format}`)}
          </p>
        )}
        {header?.text && (
          <p dir="auto" className="font-semibold">
            {fillText(header.text, 'header', values)}
          </p>
        )}
        <p dir="auto" className="whitespace-pre-line">
          {fillText(body, 'body', values)}
        </p>
        {footer && (
          <p dir="auto" className="mt-1 text-12 text-ink-muted">
            {footer}
          </p>
        )}
      </div>
      {buttons.length > 0 && (
        <ul className="mt-1 grid gap-1">
          {buttons.map((button) => (
            <li
              key={`${button.type} ${button.text}`}
              className="flex min-h-8 items-center justify-center gap-1.5 rounded-sm bg-surface px-2 text-13 font-medium text-accent-text"
            >
              <Icon of={button.url ? ExternalLink : Reply} size={14} flip />
              <bdi>{button.text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
