// The name of a connection: asked for when one is added and when it is renamed.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';

export interface NameFormProps {
  /** The form's id, for a submit button outside of it. */
  id: string;
  initial?: string;
  error: unknown;
  onSubmit: (name: string) => void;
}

const longestName = 80;

export function NameForm({ id, initial = '', error, onSubmit }: NameFormProps) {
  const { t } = useTranslation('connections');
  const [name, setName] = useState(initial);
  const [blank, setBlank] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    setBlank(trimmed === '');
    if (trimmed !== '') onSubmit(trimmed);
  }

  const words = blank ? t('name.missing') : error ? sayError(t, error) : undefined;
  return (
    <form id={id} onSubmit={submit} noValidate>
      <Field label={t('name.label')} help={t('name.help')} error={words} required>
        <Input
          size="lg"
          dir="auto"
          value={name}
          maxLength={longestName}
          placeholder={t('name.placeholder')}
          onChange={(event) => {
            setName(event.target.value);
            setBlank(false);
          }}
        />
      </Field>
    </form>
  );
}
