// Connecting by token: a name, the ids and the token, verified while they are pasted; then where Meta must send messages.
import type { Connection } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/api-error';
import { sayError } from '../../lib/field-errors';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { ChannelMark } from '../../ui/channel-mark';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { useCreateConnection } from './api';
import { fieldsOf, type Texts, type TokenChannel } from './credentials';
import { TokenFields, Verdict } from './token-fields';
import { useVerification } from './use-verification';

interface TokenStepProps {
  channel: TokenChannel;
  onCreated: (connection: Connection) => void;
  onBack: () => void;
  onClose: () => void;
}

export function TokenStep({ channel, onCreated, onBack, onClose }: TokenStepProps) {
  const { t } = useTranslation('connections');
  const [name, setName] = useState('');
  const [texts, setTexts] = useState<Texts>({});
  const [tried, setTried] = useState(false);
  const verification = useVerification(channel, texts);
  const create = useCreateConnection();
  // What Meta calls it is the likeliest name; it is only a proposal.
  const proposed = verification.verdict?.displayName ?? '';
  const wanted = (name.trim() || proposed).slice(0, 80);
  const taken = isApiError(create.error, 'name_taken');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const { credentials, verdict } = verification;
    if (!credentials || !verdict?.ok || wanted === '') return;
    create.mutate({ channel, name: wanted, credentials }, { onSuccess: onCreated });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={
        <span className="flex items-center gap-2.5">
          <ChannelMark channel={channel} size={20} decorative />
          {t(`channel.${channel}.title`)}
        </span>
      }
      description={t(`token.${channel}.lead`)}
      footer={
        <>
          <Button variant="ghost" className="me-auto" onClick={onBack}>
            {t('common:actions.back')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="token"
            busy={create.isPending}
            disabled={!verification.verdict?.ok}
          >
            {t('token.submit')}
          </Button>
        </>
      }
    >
      <form id="token" onSubmit={submit} noValidate className="grid gap-4">
        <TokenFields channel={channel} fields={fieldsOf[channel]} texts={texts} onChange={setTexts} tried={tried} />
        <Verdict {...verification} />
        <Field
          label={t('name.label')}
          help={t('name.help')}
          error={taken ? sayError(t, create.error) : tried && wanted === '' ? t('name.missing') : undefined}
        >
          <Input
            dir="auto"
            maxLength={80}
            value={name}
            placeholder={proposed || t('name.placeholder')}
            onChange={(event) => {
              setName(event.target.value);
              create.reset();
            }}
          />
        </Field>
        {create.isError && !taken && <Alert>{sayError(t, create.error)}</Alert>}
      </form>
    </Dialog>
  );
}
