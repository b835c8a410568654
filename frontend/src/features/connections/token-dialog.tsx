// A token line's token: renewed at Meta, or replaced by a pasted one.
import type { Connection } from '@parley/contract';
import { RefreshCw } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { notify } from '../../ui/toast';
import { useRefreshToken } from './api';
import { faultOf, isTokenChannel, type Texts } from './credentials';
import { TokenFields } from './token-fields';
import { WebhookAddress } from './webhook-step';

export function TokenDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const [texts, setTexts] = useState<Texts>({});
  const [tried, setTried] = useState(false);
  const replace = useRefreshToken();
  const renew = useRefreshToken();
  if (!isTokenChannel(connection.channel)) return null;
  const expires = connection.health?.tokenExpiresAt;
  const done = () => {
    notify(t('token.saved', { name: connection.name }));
    onClose();
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const accessToken = (texts.token ?? '').trim();
    if (!faultOf('token', accessToken)) replace.mutate({ id: connection.id, accessToken }, { onSuccess: done });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('token.replaceTitle', { name: connection.name })}
      description={expires ? t('token.expires', { at: format.dateTime(expires) }) : t('token.noExpiry')}
      footer={
        <>
          <Button
            variant="ghost"
            icon={RefreshCw}
            className="me-auto"
            busy={renew.isPending}
            onClick={() => renew.mutate({ id: connection.id }, { onSuccess: done })}
          >
            {t('token.renew')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="new-token" busy={replace.isPending}>
            {t('token.replace')}
          </Button>
        </>
      }
    >
      <form id="new-token" onSubmit={submit} noValidate className="grid gap-4 text-13">
        {(replace.error ?? renew.error) && <Alert>{sayError(t, replace.error ?? renew.error)}</Alert>}
        <TokenFields channel={connection.channel} fields={['token']} texts={texts} onChange={setTexts} tried={tried} />
        <WebhookAddress connection={connection} />
      </form>
    </Dialog>
  );
}
