// A new password, proved by the current one.
import { newPassword as newPasswordRule } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/api-error';
import { sayError } from '../../lib/field-errors';
import { useSession } from '../../lib/session';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FormSection } from '../../ui/form-section';
import { Input } from '../../ui/input';
import { notify } from '../../ui/toast';
import { useSaveProfile } from './api';

export function PasswordForm() {
  const { t } = useTranslation('profile');
  const { user } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const save = useSaveProfile();
  const nextIssue = newPasswordRule.safeParse(next).error?.issues[0]?.code;
  const wrongCurrent = isApiError(save.error, 'invalid_credentials');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (current === '' || nextIssue) return;
    save.mutate(
      { currentPassword: current, newPassword: next },
      {
        onSuccess: () => {
          notify(t('password.changed'));
          setCurrent('');
          setNext('');
          setTried(false);
        },
      },
    );
  }

  function currentError() {
    if (tried && current === '') return t('errors:fields.currentPassword.too_small');
    return wrongCurrent ? t('password.wrong') : undefined;
  }

  function nextError() {
    if (tried && nextIssue) return t(`errors:fields.password.${nextIssue === 'custom' ? 'custom' : 'too_small'}`);
    return save.isError && !wrongCurrent ? sayError(t, save.error) : undefined;
  }

  return (
    <FormSection title={t('password.title')} help={t('password.help')}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <Field label={t('password.current')} error={currentError()}>
          <Input
            type="password"
            dir="ltr"
            autoComplete="current-password"
            value={current}
            onChange={(event) => {
              setCurrent(event.target.value);
              save.reset();
            }}
          />
        </Field>
        <Field label={t('password.next')} help={t('password.rule')} error={nextError()}>
          <Input
            type="password"
            dir="ltr"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <div>
          <Button type="submit" busy={save.isPending}>
            {t('password.submit')}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}
