// What else is worth knowing of a line: how Meta rates it, a token that runs out, the last outage.
import type { Connection } from '@parley/contract';
import { Gauge, KeyRound, TrendingUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { Status } from '../../ui/status';
import type { CardAction } from './card-menu';
import { Quality } from './quality';

const dayMs = 86_400_000;
/** A token that ends within this many days is worth a warning. */
const warnDays = 7;
/** Outages older than this many days are history. */
const recentDays = 2;

interface LineFactsProps {
  connection: Connection;
  onAction: (action: CardAction, connection: Connection) => void;
}

export function LineFacts({ connection, onAction }: LineFactsProps) {
  const { health } = connection;
  const expires = health?.tokenExpiresAt;
  return (
    <>
      <Lowered connection={connection} />
      {health && (health.quality || health.messagingLimit) && <Quality health={health} />}
      {health?.problems.map((problem) => (
        <p key={problem} dir="auto" className="text-12 text-danger">
          {problem}
        </p>
      ))}
      {expires && Date.parse(expires) - Date.now() < warnDays * dayMs && <TokenWarning at={expires} />}
      <LastGap connection={connection} onAction={onAction} />
    </>
  );
}

/** What lowers the line's limits at the moment. */
function Lowered({ connection: { slowDown, warmUp, pacing } }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const warming = warmUp && warmUp.perDayNow < (pacing.perDay ?? Number.POSITIVE_INFINITY);
  return (
    <>
      {slowDown && (
        <Status tone="warning" icon={Gauge}>
          {t('slow.note', { percent: format.percent(slowDown.speed), time: format.time(slowDown.fullAt) })}
        </Status>
      )}
      {warming && (
        <Status tone="neutral" icon={TrendingUp}>
          {t('warmUp.now', { number: format.number(warmUp.perDayNow) })}
        </Status>
      )}
    </>
  );
}

function TokenWarning({ at }: { at: string }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  return (
    <Status tone="warning" icon={KeyRound}>
      {t('token.expires', { at: format.dateTime(at) })}
    </Status>
  );
}

function LastGap({ connection, onAction }: LineFactsProps) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const gap = connection.lastGap;
  if (!gap?.to || Date.now() - Date.parse(gap.to) > recentDays * dayMs) return null;
  const span = `${format.time(gap.from)}–${format.time(gap.to)}`;
  return (
    <button
      type="button"
      onClick={() => onAction('gaps', connection)}
      className="w-fit text-start text-12 text-ink-muted underline-offset-2 hover:underline max-tablet:min-h-10"
    >
      {gap.state === 'recovered'
        ? t('gaps.lastRecovered', { span, count: gap.recovered })
        : t('gaps.lastMissing', { span })}
    </button>
  );
}
