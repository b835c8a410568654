// A forgotten password: first the address the link is mailed to, then, with the link's token, the new password.
import { forgotPassword, resetPassword } from '@parley/contract';
import { CircleCheck, Mail, MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../../lib/api-client';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { TextLink } from '../../../ui/text-link';
import { AuthFrame } from '../auth-frame';
import { PasswordInput } from '../password-input';
import { useAuthForm } from '../use-auth-form';

export default function ResetPage() {
  const [search] = useSearchParams();
  const token = search.get('token');
  return token ? <NewPassword token={token} /> : <AskForLink />;
}

function AskForLink() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, submit, errorOf, refusal, busy, t } = useAuthForm({
    schema: forgotPassword.body,
    defaults: { email: '' },
    send: async (values) => {
      await call(forgotPassword, { body: values });
      setSentTo(values.email);
    },
  });
  return (
    <AuthFrame
      title={t('reset.title')}
      lead={t('reset.lead')}
      below={<TextLink to="/login">{t('reset.back')}</TextLink>}
    >
      {sentTo ? (
        <Alert tone="info" icon={MailCheck}>
          {t('reset.sent', { email: sentTo })}
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate className="grid gap-4">
          {refusal && <Alert>{refusal}</Alert>}
          <Field label={t('fields.email')} error={errorOf('email')}>
            <Input {...form.register('email')} icon={Mail} size="lg" type="email" dir="ltr" autoComplete="username" />
          </Field>
          <Button type="submit" variant="primary" size="lg" wide busy={busy}>
            {t('reset.send')}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}

function NewPassword({ token }: { token: string }) {
  const [done, setDone] = useState(false);
  const { form, submit, errorOf, refusal, busy, t } = useAuthForm({
    schema: resetPassword.body,
    defaults: { token, password: '' },
    send: async (values) => {
      await call(resetPassword, { body: values });
      setDone(true);
    },
  });
  if (done) {
    return (
      <AuthFrame title={t('reset.doneTitle')} below={<TextLink to="/login">{t('reset.back')}</TextLink>}>
        <Alert tone="info" icon={CircleCheck}>
          {t('reset.done')}
        </Alert>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('reset.newTitle')} lead={t('reset.newLead')}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        {(refusal || errorOf('token')) && <Alert>{refusal ?? t('reset.badLink')}</Alert>}
        <Field label={t('fields.newPassword')} help={t('register.passwordHelp')} error={errorOf('password')}>
          <PasswordInput {...form.register('password')} autoComplete="new-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" wide busy={busy}>
          {t('reset.save')}
        </Button>
      </form>
    </AuthFrame>
  );
}
