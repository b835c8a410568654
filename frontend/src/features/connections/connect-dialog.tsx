// Connecting: the channel; then a name and a code to scan (or a pairing code to type on the phone), or the ids and the token of Meta.
import type { Channel, Connection } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../lib/connections';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { PhoneNumber } from '../../ui/formatted-number';
import { Spinner } from '../../ui/spinner';
import { type Beginning, qrQuery, useBeginConnecting, useCreateConnection } from './api';
import { ChannelStep } from './channel-step';
import { isTokenChannel } from './credentials';
import { NameForm } from './name-form';
import { PairingPane } from './pairing-pane';
import { ScanPane } from './scan-pane';
import { TokenStep } from './token-step';
import { WebhookStep } from './webhook-step';

/** Long enough to read "Connected" before the dialog goes (ms). */
const successShownMs = 2_200;

export interface ConnectDialogProps {
  /** The connection to connect or repair; none adds a new one. */
  connection?: Connection;
  beginning: Beginning;
  onClose: () => void;
}

export function ConnectDialog({ connection, beginning, onClose }: ConnectDialogProps) {
  const [channel, setChannel] = useState<Channel>();
  const [created, setCreated] = useState<Connection>();
  const current = connection ?? created;
  if (current)
    return isTokenChannel(current.channel) ? (
      <WebhookStep connection={current} onClose={onClose} />
    ) : (
      <LinkStep connection={current} beginning={beginning} onClose={onClose} />
    );
  if (!channel) return <ChannelStep onChoose={setChannel} onClose={onClose} />;
  const back = () => setChannel(undefined);
  return isTokenChannel(channel) ? (
    <TokenStep channel={channel} onCreated={setCreated} onBack={back} onClose={onClose} />
  ) : (
    <NameStep onCreated={setCreated} onBack={back} onClose={onClose} />
  );
}

interface NameStepProps {
  onCreated: (connection: Connection) => void;
  onBack: () => void;
  onClose: () => void;
}

function NameStep({ onCreated, onBack, onClose }: NameStepProps) {
  const { t } = useTranslation('connections');
  const create = useCreateConnection();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('connect.title')}
      description={t('connect.lead')}
      width="sm"
      footer={
        <>
          <Button variant="ghost" className="me-auto" onClick={onBack}>
            {t('common:actions.back')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="new-connection" busy={create.isPending}>
            {t('connect.next')}
          </Button>
        </>
      }
    >
      <NameForm
        id="new-connection"
        error={create.error}
        onSubmit={(name) => create.mutate({ channel: 'whatsapp_evolution', name }, { onSuccess: onCreated })}
      />
    </Dialog>
  );
}

function LinkStep({ connection, beginning, onClose }: Required<ConnectDialogProps>) {
  const { t } = useTranslation('connections');
  const [way, setWay] = useState<'scan' | 'code'>('scan');
  const { begin, error, isPending } = useBeginConnecting(connection);
  const qr = useQuery({ ...qrQuery(connection.id), enabled: !isPending && !error });
  const { data: list } = useQuery(connectionsQuery);
  const live = list?.find((one) => one.id === connection.id);
  // The list's word counts too, but not a state from before this dialog began.
  const connected = qr.data?.state === 'connected' || (live?.state === 'connected' && live.since > connection.since);

  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once, when the dialog opens
  useEffect(() => begin({ beginning }), []);
  useEffect(() => {
    if (!connected) return;
    const timer = setTimeout(onClose, successShownMs);
    return () => clearTimeout(timer);
  }, [connected, onClose]);

  const phone = qr.data?.phone ?? connection.phone;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="lg"
      flush
      title={t(beginning === 'repair' ? 'connect.repairTitle' : 'connect.scanTitle', { name: connection.name })}
      footer={
        connected ? (
          <Button variant="primary" onClick={onClose}>
            {t('connect.done')}
          </Button>
        ) : (
          <>
            <span role="status" className="flex flex-1 items-center gap-2 text-13 text-ink-muted">
              {!error && (
                <>
                  <Spinner /> {t('connect.waiting')}
                </>
              )}
            </span>
            <Button variant="ghost" onClick={onClose}>
              {t('common:actions.cancel')}
            </Button>
          </>
        )
      }
    >
      {connected ? (
        <div className="grid min-h-80" role="status">
          <EmptyState icon={CircleCheck} title={t('connect.success')}>
            {phone && <PhoneNumber value={phone} />} {t('connect.successHelp')}
          </EmptyState>
        </div>
      ) : way === 'scan' ? (
        <ScanPane
          phone={connection.phone}
          qr={qr.data}
          error={error ?? qr.error}
          onAgain={() => begin({ beginning: 'connect' })}
          onUseCode={() => setWay('code')}
        />
      ) : (
        <PairingPane
          initialPhone={connection.phone ?? ''}
          code={qr.data?.pairingCode ?? null}
          busy={isPending}
          error={error}
          onAsk={(number) => begin({ beginning: 'connect', phone: number })}
          onUseScan={() => setWay('scan')}
        />
      )}
    </Dialog>
  );
}
