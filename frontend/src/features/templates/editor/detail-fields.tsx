// What a template is called, where it belongs and who may use it.
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { type Control, Controller, type UseFormRegister } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { RadioGroup } from '../../../ui/radio-group';
import { TagInput } from '../../../ui/tag-input';
import { Textarea } from '../../../ui/textarea';
import { templatesQuery } from '../api';
import type { TemplateValues } from './use-template-form';

interface DetailFieldsProps {
  register: UseFormRegister<TemplateValues>;
  control: Control<TemplateValues>;
  errorOf: (field: 'name' | 'category' | 'description') => string | undefined;
  readOnly: boolean;
}

export function DetailFields({ register, control, errorOf, readOnly }: DetailFieldsProps) {
  const { t } = useTranslation('templates');
  const mayMakeGlobal = useCan('templates.manageGlobal');
  const { data } = useQuery(templatesQuery({}, 1));
  const categories = [...new Set(data?.items.map(({ category }) => category))].sort();
  const known = [...new Set(data?.items.flatMap(({ tags }) => tags))].sort();
  const listId = useId();
  return (
    <div className="grid gap-4 tablet:grid-cols-2">
      <Field label={t('fields.category')} error={errorOf('category')}>
        <Input
          {...register('category')}
          dir="auto"
          list={listId}
          maxLength={40}
          readOnly={readOnly}
          autoComplete="off"
        />
      </Field>
      <datalist id={listId}>
        {categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
      <Controller
        control={control}
        name="tags"
        render={({ field }) => (
          <Field label={t('fields.tags')}>
            {readOnly ? (
              <Input readOnly dir="auto" value={field.value?.join(', ') ?? ''} />
            ) : (
              <TagInput
                value={field.value ?? []}
                onChange={field.onChange}
                placeholder={t('form.tagPlaceholder')}
                known={known}
              />
            )}
          </Field>
        )}
      />
      <Field label={t('fields.description')} className="tablet:col-span-2" error={errorOf('description')}>
        <Textarea
          {...register('description')}
          rows={2}
          maxLength={500}
          readOnly={readOnly}
          placeholder={t('form.descriptionPlaceholder')}
          className="[&>textarea]:min-h-14"
        />
      </Field>
      {mayMakeGlobal && (
        <Controller
          control={control}
          name="scope"
          render={({ field }) => (
            <Field label={t('fields.scope')} className="tablet:col-span-2">
              <RadioGroup
                label={t('fields.scope')}
                value={field.value ?? 'personal'}
                onChange={field.onChange}
                options={(['personal', 'global'] as const).map((value) => ({
                  value,
                  label: t(`scope.${value}`),
                  help: t(`form.${value}Help`),
                  disabled: readOnly,
                }))}
              />
            </Field>
          )}
        />
      )}
    </div>
  );
}
