// The form of a template: starts from what is stored, saves by the contract's rules, says refusals where they belong.
import { zodResolver } from '@hookform/resolvers/zod';
import { type Template, templateInput } from '@parley/contract';
import { useEffect, useState } from 'react';
import { type FieldError, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { isApiError } from '../../../lib/api-error';
import { sayError, sayFieldError, showServerDetails } from '../../../lib/field-errors';
import { useSaveTemplate } from '../api';

export type TemplateValues = z.input<typeof templateInput>;
const fields = ['name', 'description', 'category', 'content.body', 'tags', 'scope'] as const;

/** What the form holds for a stored template; for a new one without. */
export function valuesOf(template: Template | undefined): TemplateValues {
  return {
    name: template?.name ?? '',
    description: template?.description ?? '',
    category: template?.category ?? 'general',
    content: { body: template?.content.body ?? '' },
    tags: template?.tags ?? [],
    scope: template?.scope ?? 'personal',
  };
}

interface TemplateFormOptions {
  /** The stored template; none while a new one is written. */
  template: Template | undefined;
  /** Starting values other than the template's: a copy of another. */
  start?: TemplateValues;
  onSaved: (template: Template) => void;
}

export function useTemplateForm({ template, start, onSaved }: TemplateFormOptions) {
  const { t } = useTranslation('templates');
  const save = useSaveTemplate(template?.id);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [version, setVersion] = useState(template?.version);
  const form = useForm<TemplateValues>({
    // `raw`: the server applies the schema's own changes (trimming); the form keeps what was typed.
    resolver: zodResolver(templateInput, undefined, { raw: true }),
    defaultValues: start ?? valuesOf(template),
    mode: 'onTouched',
  });
  const { errors, isDirty } = form.formState;
  const { reset } = form;

  // Changed elsewhere: shown at once while nothing was written here; otherwise the writer decides.
  const outdated = template !== undefined && template.version !== version;
  useEffect(() => {
    if (!outdated || isDirty || save.isPending) return;
    reset(valuesOf(template));
    setVersion(template.version);
  }, [outdated, isDirty, save.isPending, reset, template]);

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      const saved = await save.mutateAsync({
        ...values,
        description: values.description?.trim() || null,
        category: values.category?.trim() || undefined,
      });
      reset(valuesOf(saved), { keepDirty: false });
      setVersion(saved.version);
      onSaved(saved);
    } catch (error) {
      if (isApiError(error, 'name_taken')) {
        form.setError('name', { type: 'server', message: sayError(t, error) }, { shouldFocus: true });
      } else if (!showServerDetails<TemplateValues>(error, fields, form.setError)) setRefusal(sayError(t, error));
    }
  });

  const say = (name: string, error: FieldError | undefined) => sayFieldError(t, name, error);
  return {
    form,
    submit,
    refusal,
    busy: save.isPending,
    /** A new template begun as a copy is unsaved from the start. */
    dirty: isDirty || (start !== undefined && template === undefined),
    /** Somebody saved another version while this one was being written. */
    conflict: outdated && isDirty && !save.isPending,
    takeTheirs: () => {
      reset(valuesOf(template));
      setVersion(template?.version);
    },
    errorOf: (field: 'name' | 'category' | 'description') => say(field, errors[field]),
    bodyError: say('body', errors.content?.body),
  };
}
