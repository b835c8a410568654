// Join a team by the link from the invitation: a new person chooses a name and password, a known one proves theirs.
import { acceptInvitation } from '@parley/contract';
import { UserRound } from 'lucide-react';
import { useNavigate, useParams } from 'react-router';
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

export default function InvitePage() {
  const { token = '' } = useParams();
  const actions = useSessionActions();
  const navigate = useNavigate();
  const { form, submit, errorOf, refusal, busy, t } = useAuthForm({
    schema: acceptInvitation.body,
    defaults: { name: '', password: '' },
    send: async (values) => {
      const body = { ...values, name: values.name || undefined };
      actions.enter(await call(acceptInvitation, { params: { token }, body }));
      await navigate('/', { replace: true });
    },
  });
  return (
    <AuthFrame
      title={t('invite.title')}
      lead={t('invite.lead')}
      below={<TextLink to="/login">{t('invite.other')}</TextLink>}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {refusal && <Alert>{refusal}</Alert>}
        <Field label={t('fields.name')} help={t('invite.nameHelp')} error={errorOf('name')}>
          <Input
            {...form.register('name', { setValueAs: (value: string | undefined) => value || undefined })}
            icon={UserRound}
            size="lg"
            dir="auto"
            autoComplete="name"
          />
        </Field>
        <Field label={t('fields.password')} help={t('invite.passwordHelp')} error={errorOf('password')}>
          <PasswordInput {...form.register('password')} autoComplete="new-password" />
        </Field>
        <Button type="submit" variant="primary" size="lg" wide busy={busy}>
          {t('invite.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
