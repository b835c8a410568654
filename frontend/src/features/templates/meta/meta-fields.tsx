// The parts of a Meta template as fields.
import {
  providerTemplateLimits as limits,
  type ProviderTemplateInput,
  providerCategory,
  type TemplateParameter,
} from '@parley/contract';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { RadioGroup } from '../../../ui/radio-group';
import { Select } from '../../../ui/select';
import { Textarea } from '../../../ui/textarea';
import { useParameterName } from '../editor/variable-list';
import { ButtonFields } from './button-fields';
import { metaLanguages, variablesOf } from './form';
import { HeaderFields } from './header-fields';
import type { ShownSample } from './sample-field';

interface MetaFieldsProps {
  form: ProviderTemplateInput;
  change: (part: Partial<ProviderTemplateInput>) => void;
  errorOf: (path: string) => string | undefined;
  parameters: readonly TemplateParameter[];
  numbers: readonly { id: string; name: string }[];
  isNew: boolean;
  readOnly: boolean;
  /** The file in the header. */
  sample: ShownSample | null;
  onSample: (sample: ShownSample | null) => void;
}

export function MetaFields(props: MetaFieldsProps) {
  const { form, change, errorOf, parameters, numbers, isNew, readOnly, sample, onSample } = props;
  const { t, i18n } = useTranslation('templates');
  const nameOf = useParameterName();
  const body = useRef<HTMLTextAreaElement>(null);
  const languageName = (code: string) =>
    new Intl.DisplayNames([i18n.language], { type: 'language' }).of(code.replace('_', '-')) ?? code;
  const length = (text: string | null, max: number) => (
    <span className="text-12 text-ink-muted tabular">
      {t('meta.length', { length: [...(text ?? '')].length, max })}
    </span>
  );

  /** Where the caret stood, or at the end. */
  function insert(key: string) {
    const at = body.current?.selectionStart ?? form.body.length;
    change({ body: `${form.body.slice(0, at)}{{${key}}}${form.body.slice(at)}` });
    body.current?.focus();
  }

  const used = variablesOf(form);
  return (
    <>
      {isNew && (
        <div className="grid gap-5 tablet:grid-cols-2">
          <Field label={t('meta.name')} required help={t('meta.nameHelp')} error={errorOf('name')}>
            <Input
              dir="ltr"
              value={form.name}
              maxLength={limits.name}
              autoComplete="off"
              placeholder="order_ready"
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <Field label={t('meta.language')}>
            <Select
              value={form.language}
              onChange={(language) => change({ language })}
              options={[...new Set([form.language, ...metaLanguages])].map((code) => ({
                value: code,
                label: languageName(code),
                hint: code,
              }))}
            />
          </Field>
          {numbers.length > 1 && (
            <Field label={t('meta.number')}>
              <Select
                value={form.connectionId}
                onChange={(connectionId) => change({ connectionId })}
                options={numbers.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          )}
        </div>
      )}
      <RadioGroup
        label={t('meta.category')}
        value={form.category}
        onChange={(category) => change({ category })}
        options={providerCategory.options.map((value) => ({
          value,
          label: t(`meta.categories.${value}`),
          help: t(`meta.categoryHelp.${value}`),
          disabled: readOnly,
        }))}
      />
      <HeaderFields
        form={form}
        change={change}
        sample={sample}
        onSample={onSample}
        errorOf={errorOf}
        readOnly={readOnly}
      />
      <Field label={t('meta.body')} required aside={length(form.body, limits.body)} error={errorOf('body')}>
        <Textarea
          ref={body}
          rows={6}
          value={form.body}
          readOnly={readOnly}
          onChange={(event) => change({ body: event.target.value })}
        />
      </Field>
      {!readOnly && (
        <Select
          label={t('meta.insert')}
          className="-mt-3 w-56!"
          value={undefined}
          placeholder={t('meta.insert')}
          onChange={insert}
          options={parameters.map((parameter) => ({
            value: parameter.key,
            label: nameOf(parameter),
            hint: `{{${parameter.key}}}`,
          }))}
        />
      )}
      <Field
        label={`${t('meta.footer')} (${t('meta.optional')})`}
        aside={length(form.footer, limits.footer)}
        error={errorOf('footer')}
      >
        <Input
          dir="auto"
          value={form.footer ?? ''}
          readOnly={readOnly}
          onChange={(event) => change({ footer: event.target.value || null })}
        />
      </Field>
      <ButtonFields
        buttons={form.buttons}
        onChange={(buttons) => change({ buttons })}
        errorOf={errorOf}
        readOnly={readOnly}
      />
      {used.length > 0 && (
        <fieldset className="grid gap-2.5">
          <legend className="text-13 font-medium">{t('meta.examples')}</legend>
          <p className="text-12 text-ink-muted">{t('meta.examplesHelp')}</p>
          <div className="grid gap-3 tablet:grid-cols-2">
            {used.map((key) => (
              <Field key={key} label={<bdi dir="ltr">{`{{${key}}}`}</bdi>} error={errorOf(`examples.${key}`)}>
                <Input
                  dir="auto"
                  value={form.examples[key] ?? ''}
                  readOnly={readOnly}
                  onChange={(event) => change({ examples: { ...form.examples, [key]: event.target.value } })}
                />
              </Field>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
