// Invites somebody: their address and role; then the link, shown this once.
import { email as emailRule, type Role } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/api-error';
import { sayError } from '../../lib/field-errors';
import { useSession } from '../../lib/session';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { RadioGroup } from '../../ui/radio-group';
import { useInvite } from './api';
import { grantableRoles } from './members-table';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('team');
  const { role: own } = useSession();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('coach');
  const [tried, setTried] = useState(false);
  const invite = useInvite();
  const wellFormed = emailRule.safeParse(email.trim()).success;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wellFormed) invite.mutate({ email: email.trim(), role });
  }

  if (invite.data) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={t('invite.sentTitle')}
        description={t('invite.sentHelp', { email: invite.data.email })}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('invite.done')}
          </Button>
        }
      >
        <Field label={t('invite.link')} help={t('invite.linkHelp')}>
          <Input
            dir="ltr"
            readOnly
            value={invite.data.acceptUrl}
            onFocus={(event) => event.target.select()}
            trailing={<CopyButton iconOnly text={invite.data.acceptUrl} label={t('invite.copy')} className="-me-1.5" />}
          />
        </Field>
      </Dialog>
    );
  }

  const known = isApiError(invite.error, 'conflict');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('invite.title')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="invite" busy={invite.isPending}>
            {t('invite.submit')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={submit} noValidate className="grid gap-4">
        {invite.isError && !known && <Alert>{sayError(t, invite.error)}</Alert>}
        <Field
          label={t('invite.email')}
          error={tried && !wellFormed ? t('errors:fields.email.invalid_format') : known ? t('invite.known') : undefined}
        >
          <Input
            type="email"
            dir="ltr"
            autoCapitalize="none"
            spellCheck={false}
            value={email}
            placeholder="name@example.com"
            onChange={(event) => {
              setEmail(event.target.value);
              invite.reset();
            }}
          />
        </Field>
        <RadioGroup
          label={t('members.role')}
          value={role}
          onChange={setRole}
          options={grantableRoles(own).map((one) => ({
            value: one,
            label: t(`common:roles.${one}`),
            help: t(`roleHelp.${one}`),
          }))}
        />
      </form>
    </Dialog>
  );
}
