// One number: its state in words, what helps, and today's use against its limits.
import type { Connection } from '@parley/contract';
import { KeyRound, QrCode, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { asClock, useSeconds } from '../../lib/use-seconds';
import { Button } from '../../ui/button';
import { ChannelMark } from '../../ui/channel-mark';
import { PhoneNumber } from '../../ui/formatted-number';
import { useNow } from '../../ui/relative-time';
import { Status } from '../../ui/status';
import { notifyError } from '../../ui/toast';
import { useTestConnection } from './api';
import { type CardAction, CardMenu } from './card-menu';
import { isTokenChannel } from './credentials';
import { LineFacts } from './line-facts';
import { remedyOf, stateLooks } from './state';
import { UseMeters } from './use-meters';

export interface ConnectionCardProps {
  connection: Connection;
  onAction: (action: CardAction, connection: Connection) => void;
}

export function ConnectionCard({ connection, onAction }: ConnectionCardProps) {
  const { t } = useTranslation('connections');
  const look = stateLooks[connection.state];
  return (
    <article
      aria-label={connection.name}
      className="flex min-w-0 flex-col rounded-md border border-line-strong bg-surface"
    >
      <header className="flex items-center gap-2.5 ps-4 pe-2 pt-3">
        <ChannelMark channel={connection.channel} size={22} />
        <div className="min-w-0 flex-1 leading-snug">
          <h2 className="truncate text-14 font-semibold match-parent">
            <bdi>{connection.name}</bdi>
          </h2>
          <p className="flex items-center gap-[5px] truncate text-12 text-ink-muted">
            {connection.phone ? (
              <PhoneNumber value={connection.phone} />
            ) : (
              t(isTokenChannel(connection.channel) ? `common:channels.${connection.channel}` : 'card.noPhone')
            )}
            {connection.ownerName && (
              <>
                <span aria-hidden>·</span>
                <bdi className="truncate">{connection.ownerName}</bdi>
              </>
            )}
          </p>
        </div>
        {connection.abilities.manage && <CardMenu connection={connection} onAction={onAction} />}
      </header>
      <div className="grid gap-0.5 px-4 pt-2.5 pb-3 text-13">
        <div className="flex items-center justify-between gap-3">
          <Status tone={look.tone} icon={look.icon} size="md">
            {t(`state.${connection.state}`)}
          </Status>
          <Age since={connection.since} />
        </div>
        <p className="text-ink-muted">
          <Explanation connection={connection} />
        </p>
        {connection.queued > 0 && (
          <p className="text-12 text-ink-secondary">{t('card.queued', { count: connection.queued })}</p>
        )}
        <LineFacts connection={connection} onAction={onAction} />
        {connection.abilities.manage && <Remedy connection={connection} onAction={onAction} />}
      </div>
      <UseMeters connection={connection} />
    </article>
  );
}

function Age({ since }: { since: string }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const now = Math.max(useNow(), Date.now());
  const text = t('card.forTime', { span: format.duration(now - Date.parse(since)) });
  return (
    <time dateTime={since} title={format.dateTime(since)} className="tabular text-12 whitespace-nowrap text-ink-muted">
      {text}
    </time>
  );
}

/** Why, in words; and when it is tried again, to the second. */
function Explanation({ connection }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  const { state, reason, nextRetryAt, profileName } = connection;
  const now = useSeconds(nextRetryAt !== null);
  if (state === 'connected') {
    return profileName ? t('card.profile', { name: profileName }) : t('card.working');
  }
  const waitMs = nextRetryAt ? Date.parse(nextRetryAt) - now : 0;
  return (
    <>
      {t(`reason.${reason ?? 'unknown'}`)}{' '}
      {nextRetryAt && waitMs > 0 && (
        <span className="whitespace-nowrap">
          {t('card.nextTry')} <bdi className="tabular font-medium text-ink-secondary">{asClock(waitMs)}</bdi>
        </span>
      )}
    </>
  );
}

const remedyIcons = { repair: RefreshCw, connect: QrCode, token: KeyRound };

function Remedy({ connection, onAction }: ConnectionCardProps) {
  const { t } = useTranslation('connections');
  const test = useTestConnection();
  const remedy = remedyOf(connection);
  if (remedy === null) return null;
  if (remedy === 'check') {
    return (
      <div className="mt-2.5">
        <Button
          icon={RefreshCw}
          busy={test.isPending}
          onClick={() => test.mutate(connection.id, { onError: (error) => notifyError(sayError(t, error)) })}
        >
          {t('actions.check')}
        </Button>
      </div>
    );
  }
  return (
    <div className="mt-2.5">
      <Button variant="primary" icon={remedyIcons[remedy]} onClick={() => onAction(remedy, connection)}>
        {t(`actions.${remedy === 'repair' && isTokenChannel(connection.channel) ? 'repairToken' : remedy}`)}
      </Button>
    </div>
  );
}
