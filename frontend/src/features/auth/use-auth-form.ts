// What the four sign-in forms share: validation by the contract's schema, errors in the reader's language, one submit.
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { sayError, sayFieldError, showServerDetails } from '../../lib/field-errors';

interface AuthFormOptions<T extends FieldValues> {
  schema: z.ZodType<T, T>;
  defaults: DefaultValues<T>;
  /** Sends the form; a refusal is thrown. */
  send: (values: T) => Promise<void>;
}

export function useAuthForm<T extends FieldValues>({ schema, defaults, send }: AuthFormOptions<T>) {
  const { t } = useTranslation('auth');
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<T>({
    // `raw`: the server applies the schema's own changes (trimming, lower case); the form keeps what was typed.
    resolver: zodResolver(schema, undefined, { raw: true }),
    defaultValues: defaults,
    mode: 'onTouched',
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      await send(values);
    } catch (error) {
      const fields = Object.keys(defaults) as Path<T>[];
      if (!showServerDetails(error, fields, form.setError)) setRefusal(sayError(t, error));
    }
  });

  /** The text under a field, if its rule is broken. `wordedAs`: another field's words fit better. */
  function errorOf(name: Path<T>, wordedAs: string = name): string | undefined {
    const error = errors[name];
    if (!error) return undefined;
    return sayFieldError(t, wordedAs, { type: String(error.type ?? 'custom'), message: String(error.message ?? '') });
  }

  return { form, submit, errorOf, refusal, busy: isSubmitting, t };
}
