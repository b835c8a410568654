// One message: received, sent, or an internal note; with its ticks, its campaign, and in plain words why it failed.
import { AlarmClock, Check, CheckCheck, CircleAlert, CircleHelp, Clock, Lock, Megaphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../lib/format';
import { cn } from './cn';
import { Icon } from './icon';
import { RelativeTime } from './relative-time';

/** How far an outgoing message came. `queued` also covers the optimistic bubble that the server has not confirmed. */
export type BubbleState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'skipped' | 'uncertain';

export interface BubbleProps {
  kind: 'in' | 'out' | 'note';
  at: string;
  state?: BubbleState;
  /** First of a group of one sender: more air above. */
  opens?: boolean;
  /** Another of the same sender follows: no tail. */
  followed?: boolean;
  /** Campaign that sent it. */
  campaign?: { name: string; href: string };
  /** A quiet line above: where it came from. */
  caption?: ReactNode;
  /** Who wrote a note. */
  author?: string;
  /** Plain words: why it failed or was skipped. */
  reason?: ReactNode;
  /** A quiet line below: what it was taken for. */
  mark?: ReactNode;
  onRetry?: () => void;
  /** Above everything else in the bubble: a quoted message, a referral. */
  quote?: ReactNode;
  /** Between caption and text: a picture, a document. */
  attachment?: ReactNode;
  /** The attachment fills the bubble to its edge (picture, film; a card with words of its own), or stands without one (sticker). */
  fit?: 'flush' | 'card' | 'bare';
  /** Under the text, inside the bubble: buttons as the customer sees them. */
  below?: ReactNode;
  /** On the lower edge of the bubble: reactions. */
  reactions?: ReactNode;
  /** Beside the bubble: what can be done with it. */
  toolbar?: ReactNode;
  /** Its words were changed after it was sent. */
  edited?: boolean;
  /** Waits for this time. */
  scheduledAt?: string | null;
  /** Withdrawn: what stands in it is our own sentence. */
  removed?: boolean;
  /** The text; line breaks are kept. */
  children?: ReactNode;
}

const ticks = {
  queued: { icon: Clock, classes: 'text-tick' },
  sending: { icon: Clock, classes: 'text-tick' },
  sent: { icon: Check, classes: 'text-tick' },
  delivered: { icon: CheckCheck, classes: 'text-tick' },
  read: { icon: CheckCheck, classes: 'text-tick-read' },
  failed: { icon: CircleAlert, classes: 'text-danger' },
  skipped: { icon: CircleAlert, classes: 'text-ink-muted' },
  uncertain: { icon: CircleHelp, classes: 'text-warning' },
} as const;

/** The tick of an outgoing message, named for screen readers. */
export function Tick({ state, className }: { state: BubbleState; className?: string }) {
  const { t } = useTranslation();
  const tick = ticks[state];
  return (
    <span role="img" aria-label={t(`messageStates.${state}`)} className={cn(tick.classes, className)}>
      <Icon of={tick.icon} size={14} />
    </span>
  );
}

export function Bubble(props: BubbleProps) {
  const { kind, state, opens, followed, fit, campaign, caption, author, reason, onRetry } = props;
  const { quote, attachment, below, reactions, toolbar, removed, mark, children } = props;
  const { t } = useTranslation();
  const troubled = state === 'failed' || state === 'skipped' || state === 'uncertain';
  return (
    <div
      className="msg"
      data-side={kind === 'in' ? 'in' : 'out'}
      data-kind={kind}
      data-state={state}
      data-fit={fit}
      data-opens={opens || undefined}
      data-followed={followed || undefined}
      data-removed={removed || undefined}
    >
      {campaign && (
        <p className="mb-1 flex items-center gap-[5px] text-12 text-ink-muted">
          <Icon of={Megaphone} size={14} flip />
          {t('bubble.campaign')}
          <Link to={campaign.href} className="font-medium text-ink-secondary hover:underline">
            <bdi>{campaign.name}</bdi>
          </Link>
        </p>
      )}
      {caption && <p className="mb-1 flex items-center gap-[5px] text-12 text-ink-muted empty:hidden">{caption}</p>}
      <div className="msg-line">
        <div className="msg-bubble">
          {kind === 'note' && (
            <p className="mb-px flex items-center gap-[5px] text-12 font-medium text-warning">
              <Icon of={Lock} size={12} />
              {t('bubble.note')}
              <span className="font-regular text-ink-muted">{author ?? t('bubble.noteHelp')}</span>
            </p>
          )}
          {quote}
          {attachment}
          {children ? (
            <p dir="auto" className="msg-text">
              {children}
              <Meta {...props} />
            </p>
          ) : (
            <p className="msg-foot">
              <Meta {...props} />
            </p>
          )}
          {below}
        </div>
        {toolbar}
      </div>
      {reactions && <div className="msg-reactions">{reactions}</div>}
      {mark && <p className="mt-1 flex flex-wrap items-center gap-x-[5px] text-12 text-ink-muted">{mark}</p>}
      {troubled && (reason || onRetry) && (
        <p
          className={cn(
            'mt-[5px] flex items-start justify-end gap-1.5 text-start text-12',
            state === 'failed' ? 'text-danger' : state === 'uncertain' ? 'text-warning' : 'text-ink-muted',
          )}
        >
          <Icon of={ticks[state].icon} size={14} className="mt-0.5" />
          <span>{reason}</span>
          {onRetry && (
            <button
              type="button"
              onClick={onRetry}
              className="ms-1 flex-none font-medium whitespace-nowrap text-accent-text hover:underline"
            >
              {t('actions.retry')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** When it was said, whether its words were changed, and how far it came; floats into the last line of the text. */
function Meta({ kind, at, state, edited, scheduledAt, removed }: BubbleProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (scheduledAt && state === 'queued') {
    return (
      <span className="msg-time">
        <Icon of={AlarmClock} size={12} />
        <time dateTime={scheduledAt} title={format.dateTime(scheduledAt)} className="tabular">
          {t('bubble.scheduled', { at: format.until(scheduledAt) })}
        </time>
      </span>
    );
  }
  return (
    <span className="msg-time">
      {edited && <span>{t('bubble.edited')}</span>}
      <RelativeTime at={at} as="time" />
      {kind === 'out' && state && !removed && <Tick state={state} />}
    </span>
  );
}
