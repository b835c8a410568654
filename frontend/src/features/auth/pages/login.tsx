// Sign in with e-mail and password.
import { login } from '@parley/contract';
import { Mail } from 'lucide-react';
import { useLocation } from 'react-router';
import { call } from '../../../lib/api-client';
import { useSessionActions } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { TextLink } from '../../../ui/text-link';
import { AuthFrame } from '../auth-frame';
import { PasswordInput } from '../password-input';
import { useAuthForm } from '../use-auth-form';

export default function LoginPage() {
  const actions = useSessionActions();
  const { search } = useLocation();
  const { form, submit, errorOf, refusal, busy, t } = useAuthForm({
    schema: login.body,
    defaults: { email: '', password: '' },
    send: async (body) => actions.enter(await call(login, { body })),
  });
  return (
    <AuthFrame
      title={t('login.title')}
      lead={t('login.lead')}
      below={
        <>
          {t('login.new')} <TextLink to={`/register${search}`}>{t('login.create')}</TextLink>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {refusal && <Alert>{refusal}</Alert>}
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
        <Field
          label={t('fields.password')}
          error={errorOf('password', 'currentPassword')}
          aside={
            <TextLink to="/reset" className="text-13">
              {t('login.forgot')}
            </TextLink>
          }
        >
          <PasswordInput {...form.register('password')} autoComplete="current-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" wide busy={busy}>
          {t('login.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
