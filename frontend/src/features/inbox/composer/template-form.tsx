// The blanks of an approved template beside what the customer will see of it.
import { type ProviderTemplate, providerMediaFormatOf } from '@parley/contract';
import { ExternalLink, Reply } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlankValues, nameBlank, quoteAround, splitText } from '../../../lib/template-blanks';
import { cn } from '../../../ui/cn';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
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
  const nameOf = useBlankNames();
  const [headerUrl, setHeaderUrl] = useState<string | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const mediaFormat = providerMediaFormatOf(template.header?.format);
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
        {template.params.map(({ key, type, example }) => {
          const error = missing.includes(key) ? t('templatePicker.fill') : undefined;
          if (type === 'media') {
            return (
              mediaFormat && (
                <HeaderFile
                  key={key}
                  format={mediaFormat}
                  error={error}
                  onChange={(file) => {
                    onChange(key, file?.id ?? '');
                    setHeaderUrl(file?.url ?? null);
                  }}
                />
              )
            );
          }
          return (
            <Field
              key={key}
              label={nameOf(key)}
              help={<Around template={template} blank={key} />}
              error={error}
              required
            >
              <Input
                dir="auto"
                onFocus={() => setActive(key)}
                onBlur={() => setActive(null)}
                maxLength={1024}
                value={values[key] ?? ''}
                placeholder={example ? t('templatePicker.example', { example }) : undefined}
                onChange={(event) => onChange(key, event.target.value)}
              />
            </Field>
          );
        })}
      </form>
      <Preview template={template} values={values} headerUrl={headerUrl} active={active} />
    </div>
  );
}

/** Blanks have names, or numbers with the part of the message they stand in. */
function useBlankNames(): (key: string) => string {
  const { t } = useTranslation('inbox');
  return (key) => {
    const { name, numbered } = nameBlank(key);
    const place = key.startsWith('header.') ? 'header' : key.startsWith('button.') ? 'button' : 'body';
    return numbered ? t(`templatePicker.places.${place}`, { name }) : t(`templatePicker.named.${place}`, { name });
  };
}

/** Where in the message a blank stands. */
function Around({ template, blank }: { template: ProviderTemplate; blank: string }) {
  const words =
    quoteAround(template.body, 'body', blank) ?? quoteAround(template.header?.text ?? '', 'header', blank) ?? null;
  return words && <bdi dir="auto">{words}</bdi>;
}

interface FilledProps {
  text: string;
  place: 'header' | 'body';
  values: BlankValues;
  /** Key of the blank that is being written. */
  active: string | null;
}

/** The text with its blanks marked: filled ones by their value, the others by their name. */
function Filled({ text, place, values, active }: FilledProps) {
  const nameOf = useBlankNames();
  return splitText(text, place).map((piece, index) => {
    if ('words' in piece) return piece.words;
    const value = values[piece.blank]?.trim();
    return (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text do not change places, and a blank may stand twice
        key={index}
        data-active={piece.blank === active || undefined}
        className={cn(
          'rounded-xs data-active:bg-accent-soft data-active:shadow-[0_0_0_1px_var(--accent-line)]',
          value ? 'bg-transparent text-inherit' : 'bg-sunken px-0.5 text-ink-muted',
        )}
      >
        {value || nameOf(piece.blank)}
      </mark>
    );
  });
}

function Preview({
  template,
  values,
  headerUrl,
  active,
}: Pick<TemplateFormProps, 'template' | 'values'> & { headerUrl: string | null; active: string | null }) {
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
            <Filled text={header.text} place="header" values={values} active={active} />
          </p>
        )}
        <p dir="auto" className="whitespace-pre-line">
          <Filled text={body} place="body" values={values} active={active} />
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
