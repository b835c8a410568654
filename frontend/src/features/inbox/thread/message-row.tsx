// One message in its thread: the day it opens, its bubble, and where it came from when that is not obvious.
import type { Message } from '@parley/contract';
import { Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { Bubble, type BubbleState } from '../../../ui/bubble';
import { DaySeparator } from '../../../ui/day-separator';
import { Icon } from '../../../ui/icon';
import { KindLabel } from './kind-label';
import type { ThreadRow } from './rows';

export interface MessageRowProps {
  row: ThreadRow;
  onRetry: (message: Message) => void;
  onSendAgain: () => void;
  onDiscard: () => void;
  /** Why the server did not take an outgoing message, in words; null while on its way. */
  refusal: string | null;
}

export function MessageRow({ row, onRetry, onSendAgain, onDiscard, refusal }: MessageRowProps) {
  const { t } = useTranslation('inbox');
  const day = row.opensDay && <DaySeparator at={row.at} />;
  if (row.type === 'outgoing') {
    const { outgoing } = row;
    return (
      <>
        {day}
        <Bubble
          kind="out"
          at={outgoing.at}
          state={outgoing.error ? 'failed' : 'queued'}
          opens={row.opens}
          reason={
            outgoing.error ? (
              <>
                {refusal}{' '}
                <button type="button" onClick={onDiscard} className="text-ink-muted underline underline-offset-2">
                  {t('thread.discard')}
                </button>
              </>
            ) : undefined
          }
          onRetry={outgoing.error ? onSendAgain : undefined}
        >
          {outgoing.text}
        </Bubble>
      </>
    );
  }
  const { message } = row;
  return (
    <>
      {day}
      <Bubble
        kind={message.direction}
        at={message.at}
        state={message.direction === 'out' ? toBubbleState(message.state) : undefined}
        opens={row.opens}
        followed={row.followed}
        campaign={
          message.campaignId
            ? { name: message.campaignName ?? t('thread.someCampaign'), href: `/campaigns/${message.campaignId}` }
            : undefined
        }
        caption={row.opens && <Origin message={message} />}
        reason={<Reason message={message} />}
        onRetry={message.abilities.retry ? () => onRetry(message) : undefined}
        attachment={message.kind === 'text' ? undefined : <KindLabel message={message} />}
      >
        {textOf(message)}
      </Bubble>
    </>
  );
}

/** Said only when it is not plain: typed on the linked phone, or written by somebody else of the team. */
function Origin({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  if (message.source === 'phone') {
    return (
      <>
        <Icon of={Smartphone} size={14} />
        {t('thread.fromPhone')}
      </>
    );
  }
  if (message.source !== 'inbox' || !message.senderName || message.senderId === user.id) return null;
  return <bdi>{message.senderName}</bdi>;
}

function toBubbleState(state: Message['state']): BubbleState {
  return state === 'received' ? 'sent' : state;
}

function textOf(message: Message): string {
  if (message.text) return message.text;
  const caption = message.content.caption;
  return typeof caption === 'string' ? caption : '';
}

/** Why it did not go out, and what helps. */
function Reason({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  if (message.state === 'uncertain') return t('reasons.unconfirmed');
  if (!message.error) return message.state === 'failed' ? t('reasons.provider_error') : null;
  return <span title={message.error.detail ?? undefined}>{t(`reasons.${message.error.code}`)}</span>;
}
