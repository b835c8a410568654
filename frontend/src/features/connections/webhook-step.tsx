// The last step of connecting by token: the address that Meta must know.
import type { Connection } from '@parley/contract';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Input } from '../../ui/input';

export function WebhookStep({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('webhook.title', { name: connection.name })}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('connect.done')}
        </Button>
      }
    >
      <div className="grid gap-4 text-13">
        <p className="flex items-start gap-2.5">
          <Icon of={CircleCheck} className="mt-0.5 text-success" />
          <span>{t('webhook.connected')}</span>
        </p>
        <WebhookAddress connection={connection} />
      </div>
    </Dialog>
  );
}

/** Where to enter the address in Meta's pages, and the address itself. */
export function WebhookAddress({ connection }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  if (!connection.webhookUrl) return null;
  return (
    <>
      <p className="text-ink-secondary">{t('webhook.help')}</p>
      <ol className="grid list-decimal gap-1 ps-5 text-ink-secondary">
        <li>{t('webhook.step1')}</li>
        <li>{t('webhook.step2')}</li>
        <li>{t(connection.channel === 'whatsapp_cloud' ? 'webhook.step3Cloud' : 'webhook.step3Page')}</li>
      </ol>
      <Field label={t('webhook.address')} help={t('webhook.verifyToken')}>
        <Input
          dir="ltr"
          readOnly
          value={connection.webhookUrl}
          onFocus={(event) => event.target.select()}
          trailing={<CopyButton iconOnly text={connection.webhookUrl} label={t('webhook.copy')} className="-me-1.5" />}
        />
      </Field>
    </>
  );
}
