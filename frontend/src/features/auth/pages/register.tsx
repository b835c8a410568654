// Create a user and the tenant they own. Country, time zone and language are guessed; only the country is asked.
import { register } from '@parley/contract';
import { Building2, Mail, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { useLocation } from 'react-router';
import { call } from '../../../lib/api-client';
import { guessCountry, guessTimezone, listCountries } from '../../../lib/countries';
import { currentLanguage } from '../../../lib/i18n';
import { useSessionActions } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';
import { TextLink } from '../../../ui/text-link';
import { AuthFrame } from '../auth-frame';
import { PasswordInput } from '../password-input';
import { useAuthForm } from '../use-auth-form';

export default function RegisterPage() {
  const actions = useSessionActions();
  const { search } = useLocation();
  const { form, submit, errorOf, refusal, busy, t } = useAuthForm({
    schema: register.body,
    defaults: { name: '', email: '', password: '', tenantName: '', country: guessCountry() },
    send: async (values) => {
      const body = {
        ...values,
        tenantName: values.tenantName || undefined,
        timezone: guessTimezone(),
        locale: currentLanguage(),
      };
      actions.enter(await call(register, { body }));
    },
  });
  const country = useWatch({ control: form.control, name: 'country' });
  const language = currentLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are those of the language on screen
  const countries = useMemo(() => listCountries().map(({ code, name }) => ({ value: code, label: name })), [language]);
  return (
    <AuthFrame
      title={t('register.title')}
      lead={t('register.lead')}
      below={
        <>
          {t('register.known')} <TextLink to={`/login${search}`}>{t('login.submit')}</TextLink>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {refusal && <Alert>{refusal}</Alert>}
        <Field label={t('fields.name')} error={errorOf('name')}>
          <Input {...form.register('name')} icon={UserRound} size="lg" dir="auto" autoComplete="name" />
        </Field>
        <Field label={t('fields.email')} error={errorOf('email')}>
          <Input
            {...form.register('email')}
            icon={Mail}
            size="lg"
            type="email"
            dir="ltr"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <Field label={t('fields.password')} help={t('register.passwordHelp')} error={errorOf('password')}>
          <PasswordInput {...form.register('password')} autoComplete="new-password" />
        </Field>
        <Field label={t('fields.tenantName')} help={t('register.tenantHelp')} error={errorOf('tenantName')}>
          <Input
            {...form.register('tenantName', { setValueAs: (value: string | undefined) => value || undefined })}
            icon={Building2}
            size="lg"
            dir="auto"
            autoComplete="organization"
          />
        </Field>
        <Field label={t('fields.country')} help={t('register.countryHelp')} error={errorOf('country')}>
          <Select size="lg" value={country} onChange={(code) => form.setValue('country', code)} options={countries} />
        </Field>
        <Button type="submit" variant="primary" size="lg" wide busy={busy}>
          {t('register.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
