// One message in its thread: the day it opens, its bubble with all that belongs to its kind, and what can be done with it.
import type { Message } from '@parley/contract';
import { Smartphone } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/api-error';
import { sayError } from '../../../lib/field-errors';
import { useSession } from '../../../lib/session';
import { Bubble, type BubbleState } from '../../../ui/bubble';
import { DaySeparator } from '../../../ui/day-separator';
import { Icon } from '../../../ui/icon';
import { useUpload } from '../media/uploads';
import type { Outgoing } from '../outgoing';
import { asMessage } from './as-message';
import { GapRow, NoteRow } from './between-rows';
import { ConsentMark } from './consent-mark';
import { useContentParts } from './message-content';
import { MessageTools } from './message-tools';
import { Reactions } from './reactions';
import type { ThreadRow } from './rows';
import { TestMark } from './test-mark';

/** What a row may ask of its thread; the same object for all rows. */
export interface RowActions {
  reply: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  retry: (message: Message) => void;
  remove: (message: Message) => void;
  openMenu: (message: Message, x: number, y: number) => void;
  openMedia: (message: Message) => void;
  jumpTo: (messageId: string) => void;
  sendAgain: (outgoing: Outgoing, force: boolean) => void;
  discard: (outgoing: Outgoing) => void;
}

export interface MessageRowProps {
  row: ThreadRow;
  chatId: string;
  contactName: string;
  /** Somebody was just led here. */
  led: boolean;
  actions: RowActions;
}

export const MessageRow = memo(function MessageRow({ row, chatId, contactName, led, actions }: MessageRowProps) {
  const day = row.opensDay && <DaySeparator at={row.at} />;
  if (row.type === 'note') {
    return (
      <>
        {day}
        <NoteRow note={row.note} />
      </>
    );
  }
  if (row.type === 'gap') {
    return (
      <>
        {day}
        <GapRow gap={row.gap} />
      </>
    );
  }
  return (
    <>
      {day}
      <MessageBubble row={row} chatId={chatId} contactName={contactName} led={led} actions={actions} />
    </>
  );
});

interface MessageBubbleProps extends MessageRowProps {
  row: Extract<ThreadRow, { type: 'message' | 'outgoing' }>;
}

function MessageBubble({ row, chatId, contactName, led, actions }: MessageBubbleProps) {
  const { t } = useTranslation('inbox');
  const outgoing = row.type === 'outgoing' ? row.outgoing : undefined;
  const upload = useUpload(outgoing?.uploadKey);
  const message = row.type === 'message' ? row.message : asMessage(chatId, row.outgoing, upload);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [held, setHeld] = useState(false);
  const parts = useContentParts({
    message,
    contactName,
    uploadKey: outgoing?.uploadKey,
    onOpenMedia: () => actions.openMedia(message),
    onJumpToQuoted: () => message.replyToId && actions.jumpTo(message.replyToId),
  });
  const { abilities } = message;
  const hasTools = abilities.reply || abilities.react || abilities.remove || abilities.retry;
  return (
    <article
      data-message={message.id}
      data-led={led || undefined}
      // Reached by the arrow keys inside the list, which itself has the one stop of the Tab key.
      tabIndex={-1}
      className="msg-row -mx-2 flex flex-col rounded-md px-2 transition-colors duration-500 focus-visible:shadow-focus-inset"
      // A finger does not hover: a tap brings the keyboard's place here, and that shows the tools.
      onPointerEnter={(event) => event.pointerType !== 'touch' && setHovered(true)}
      onPointerLeave={(event) => event.pointerType !== 'touch' && setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocused(false)}
      onKeyDown={(event) => {
        const act = event.target === event.currentTarget ? keyAction(event.key, message, actions) : undefined;
        if (!act) return;
        event.preventDefault();
        act(event.currentTarget);
      }}
      onContextMenu={(event) => {
        // A link or selected words keep the browser's own menu.
        if (!hasTools || isOfBrowser(event.target)) return;
        event.preventDefault();
        actions.openMenu(message, event.clientX, event.clientY);
      }}
    >
      <Bubble
        kind={message.direction}
        at={message.at}
        state={message.direction === 'out' ? toBubbleState(message.state) : undefined}
        opens={row.opens}
        followed={row.followed}
        edited={message.editedAt !== null}
        scheduledAt={message.scheduledAt}
        campaign={
          message.campaignId
            ? { name: message.campaignName ?? t('thread.someCampaign'), href: `/campaigns/${message.campaignId}` }
            : undefined
        }
        caption={row.opens && <Origin message={message} />}
        reason={outgoing ? <Refusal outgoing={outgoing} actions={actions} /> : <Reason message={message} />}
        mark={markOf(message, row.followed)}
        onRetry={retryOf(message, outgoing, actions)}
        reactions={
          message.reactions.length > 0 && !message.deletedAt ? (
            <Reactions message={message} contactName={contactName} onReact={(emoji) => actions.react(message, emoji)} />
          ) : undefined
        }
        toolbar={
          (hovered || focused || held) && hasTools ? (
            <MessageTools
              message={message}
              onReply={() => actions.reply(message)}
              onReact={(emoji) => actions.react(message, emoji)}
              onHold={setHeld}
              onMore={(at) => actions.openMenu(message, at.left, at.bottom)}
            />
          ) : undefined
        }
        {...parts}
      />
    </article>
  );
}

/**
 * What a message is besides a message.
 * @param followed another of its group follows: of several files of a test the last one says so
 */
function markOf({ content: { consent, test, testOf } }: Message, followed: boolean): ReactNode {
  if (consent) return <ConsentMark consent={consent} />;
  return test && !followed ? <TestMark of={testOf} /> : undefined;
}

/** What a key does to the message that has the keyboard. */
function keyAction(key: string, message: Message, actions: RowActions): ((row: HTMLElement) => void) | undefined {
  const { reply, remove } = message.abilities;
  if (key === 'r' && reply) return () => actions.reply(message);
  if (key === 'Delete' && remove) return () => actions.remove(message);
  if (key !== 'Enter') return undefined;
  return (row) => {
    const { left, bottom } = (row.querySelector('.msg-bubble') ?? row).getBoundingClientRect();
    actions.openMenu(message, left, bottom);
  };
}

function isOfBrowser(target: EventTarget): boolean {
  const selected = window.getSelection()?.toString() ?? '';
  return selected !== '' || (target instanceof Element && target.closest('a, audio, video, input') !== null);
}

function retryOf(message: Message, outgoing: Outgoing | undefined, actions: RowActions): (() => void) | undefined {
  if (outgoing) return outgoing.error ? () => actions.sendAgain(outgoing, false) : undefined;
  return message.abilities.retry ? () => actions.retry(message) : undefined;
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

const quietLink = 'text-ink-muted underline underline-offset-2';

/** Why the server did not take what was written, and the ways on. */
function Refusal({ outgoing, actions }: { outgoing: Outgoing; actions: RowActions }): ReactNode {
  const { t } = useTranslation('inbox');
  if (!outgoing.error) return null;
  return (
    <>
      {sayError(t, outgoing.error)}{' '}
      {isApiError(outgoing.error, 'answered_meanwhile') && (
        <>
          <button type="button" onClick={() => actions.sendAgain(outgoing, true)} className={quietLink}>
            {t('thread.sendAnyway')}
          </button>{' '}
        </>
      )}
      <button type="button" onClick={() => actions.discard(outgoing)} className={quietLink}>
        {t('thread.discard')}
      </button>
    </>
  );
}

/** Why it did not go out, and what helps. */
function Reason({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  if (message.state === 'uncertain') return t('reasons.unconfirmed');
  if (!message.error) return message.state === 'failed' ? t('reasons.provider_error') : null;
  return <span title={message.error.detail ?? undefined}>{t(`reasons.${message.error.code}`)}</span>;
}
