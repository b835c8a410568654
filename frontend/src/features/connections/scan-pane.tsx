// The steps on the phone beside the code to scan, which renews itself.
import type { ConnectionQr } from '@parley/contract';
import { ExternalLink, QrCode, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useSession } from '../../lib/session';
import { asClock, useSeconds } from '../../lib/use-seconds';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { LinkingSteps } from './linking-steps';

export interface ScanPaneProps {
  phone: string | null;
  qr: ConnectionQr | undefined;
  error: unknown;
  onAgain: () => void;
  onUseCode: () => void;
}

export function ScanPane({ phone, qr, error, onAgain, onUseCode }: ScanPaneProps) {
  const { t } = useTranslation('connections');
  const { sandboxPhoneUrl } = useSession();
  const stopped = qr?.reason === 'qr_limit';
  return (
    <div className="grid tablet:grid-cols-[minmax(0,1fr)_288px]">
      <div className="flex flex-col gap-4 p-5">
        <LinkingSteps phone={phone} last="scan" />
        <p className="mt-auto text-13 text-ink-muted">
          {t('connect.noCamera')}{' '}
          <button type="button" onClick={onUseCode} className="font-medium text-accent-text hover:underline">
            {t('connect.useCode')}
          </button>
        </p>
        {sandboxPhoneUrl && (
          <Alert tone="info">
            {t('connect.sandbox')}{' '}
            <a
              href={sandboxPhoneUrl}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 font-medium text-accent-text hover:underline"
            >
              {t('connect.openSandbox')}
              <Icon of={ExternalLink} size={14} flip />
            </a>
          </Alert>
        )}
      </div>
      <div className="grid content-start justify-items-center gap-2.5 p-5 text-center tablet:ps-0">
        {error ? (
          <div className="grid gap-3 text-start">
            <Alert>{sayError(t, error)}</Alert>
            <p className="text-13 text-ink-muted">{t('connect.gatewayHelp')}</p>
            <Button icon={RefreshCw} onClick={onAgain}>
              {t('common:actions.retry')}
            </Button>
          </div>
        ) : stopped ? (
          <div className="grid aspect-square w-full place-content-center justify-items-center gap-3 rounded-md border border-line bg-sunken p-5 text-13 text-ink-muted">
            <Icon of={QrCode} size={22} />
            {t('connect.stopped')}
            <Button variant="primary" icon={RefreshCw} onClick={onAgain}>
              {t('connect.newCode')}
            </Button>
          </div>
        ) : (
          <Code qr={qr} />
        )}
      </div>
    </div>
  );
}

function Code({ qr }: { qr: ConnectionQr | undefined }) {
  const { t } = useTranslation('connections');
  if (!qr?.image) {
    return (
      <div role="status" aria-label={t('connect.making')} className="grid w-full justify-items-center gap-2.5">
        <Skeleton shape="block" className="aspect-square w-full max-w-66" />
        <span className="text-12 text-ink-muted">{t('connect.making')}</span>
      </div>
    );
  }
  return (
    <>
      {/* Paper around the code in both themes: scanners need a light margin, which gateways leave narrow. */}
      <span
        style={{ colorScheme: 'light', background: 'Canvas' }}
        className="w-full max-w-66 rounded-md border border-line p-2"
      >
        <img src={qr.image} alt={t('connect.qrAlt')} className="aspect-square w-full" />
      </span>
      {qr.expiresAt && <Expiry key={qr.image} at={qr.expiresAt} />}
    </>
  );
}

const ringRadius = 7;
const ringLength = 2 * Math.PI * ringRadius;

/** How long this code is good for, as a ring that runs out. */
function Expiry({ at }: { at: string }) {
  const { t } = useTranslation('connections');
  const now = useSeconds();
  const endMs = Date.parse(at);
  const [lifeMs] = useState(() => Math.max(1_000, endMs - Date.now()));
  const share = Math.max(0, Math.min(1, (endMs - now) / lifeMs));
  return (
    <p className="flex items-center gap-1.5 text-12 text-ink-muted">
      <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" className="-rotate-90">
        <circle cx="9" cy="9" r={ringRadius} fill="none" stroke="var(--data-track)" strokeWidth="2" />
        <circle
          cx="9"
          cy="9"
          r={ringRadius}
          fill="none"
          stroke="var(--accent-text)"
          strokeWidth="2"
          strokeDasharray={`${share * ringLength} ${ringLength}`}
        />
      </svg>
      {now >= endMs ? (
        t('connect.making')
      ) : (
        <span>
          {t('connect.newCodeIn')} <bdi className="tabular font-medium text-ink-secondary">{asClock(endMs - now)}</bdi>
        </span>
      )}
    </p>
  );
}
