// My name, and how the app looks to me: language and theme take effect at once.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { type Language, languages, setLanguage, toLanguage } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { setTheme, useTheme } from '../../lib/theme';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FormSection } from '../../ui/form-section';
import { Input } from '../../ui/input';
import { SegmentedControl } from '../../ui/segmented-control';
import { Select } from '../../ui/select';
import { notify, notifyError } from '../../ui/toast';
import { useSaveProfile } from './api';

export function AboutForm() {
  const { t } = useTranslation('profile');
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const [blank, setBlank] = useState(false);
  const save = useSaveProfile();

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    setBlank(trimmed === '');
    if (trimmed !== '') save.mutate({ name: trimmed }, { onSuccess: () => notify(t('saved')) });
  }

  return (
    <FormSection title={t('about.title')} help={t('about.help')}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label={t('about.name')}
          error={blank ? t('errors:fields.name.too_small') : save.isError ? sayError(t, save.error) : undefined}
        >
          <Input
            dir="auto"
            autoComplete="name"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t('about.email')} help={t('about.emailHelp')}>
          <Input dir="ltr" value={user.email} readOnly disabled />
        </Field>
        <div>
          <Button type="submit" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}

export function LookForm() {
  const { t, i18n } = useTranslation('profile');
  const { choice } = useTheme();
  const save = useSaveProfile();

  function chooseLanguage(language: Language) {
    void setLanguage(language);
    save.mutate({ locale: language }, { onError: (error) => notifyError(sayError(t, error)) });
  }

  return (
    <FormSection title={t('look.title')} help={t('look.help')}>
      <Field label={t('look.language')}>
        <Select
          value={toLanguage(i18n.language)}
          onChange={chooseLanguage}
          options={[
            { value: 'en', label: languages.en.name },
            { value: 'he', label: languages.he.name },
          ]}
        />
      </Field>
      <div className="grid justify-items-start gap-1.5">
        <span className="text-13 font-medium">{t('look.theme')}</span>
        <SegmentedControl
          label={t('look.theme')}
          value={choice}
          onChange={setTheme}
          segments={[
            { value: 'light', label: t('look.light') },
            { value: 'dark', label: t('look.dark') },
            { value: 'system', label: t('look.system') },
          ]}
        />
      </div>
    </FormSection>
  );
}
