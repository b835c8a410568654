// Where an answer is written. Enter sends; a draft is kept per chat; it says when a message will have to wait.
import type { Chat } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleSlash, Clock, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { useCan } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { readDraft, writeDraft } from '../drafts';
import { useSending } from '../outgoing';

/** WhatsApp's longest text; the contract's too. */
const longestText = 4096;

export const composerId = 'composer';

export function Composer({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const maySend = useCan('messages.send');
  if (!chat.abilities.send) {
    return (
      <div className="flex-none px-4 pb-4 max-tablet:px-3">
        <Alert tone="info" icon={CircleSlash}>
          {maySend ? t('composer.connectionGone', { name: chat.connectionName }) : t('composer.mayNot')}
        </Alert>
      </div>
    );
  }
  return <Writing chat={chat} />;
}

function Writing({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const [text, setText] = useState(() => readDraft(chat.id));
  const field = useRef<HTMLTextAreaElement>(null);
  const { send } = useSending(chat);
  const left = longestText - text.length;

  function write(next: string) {
    setText(next);
    writeDraft(chat.id, next);
  }

  function sendNow() {
    const trimmed = text.trim();
    if (trimmed === '' || left < 0) return;
    send(trimmed);
    write('');
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While a word is being composed (Japanese, accents), Enter only ends the word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    sendNow();
  }

  return (
    <form
      className="mx-4 mb-4 flex-none rounded-md border border-line-strong bg-surface has-focus-visible:border-focus has-focus-visible:shadow-[0_0_0_1px_var(--focus-color)] max-tablet:mx-0 max-tablet:mb-0 max-tablet:rounded-none max-tablet:border-x-0 max-tablet:border-b-0"
      onSubmit={(event) => {
        event.preventDefault();
        sendNow();
      }}
    >
      <Notes chat={chat} />
      <div className="max-tablet:flex max-tablet:items-end max-tablet:gap-1 max-tablet:p-1.5">
        <textarea
          ref={field}
          id={composerId}
          dir="auto"
          rows={1}
          value={text}
          aria-label={t('composer.label', { name: chat.contactName })}
          placeholder={t('composer.placeholder')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-48 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 pb-0.5 text-14 outline-none focus-visible:shadow-none max-tablet:max-h-32 max-tablet:pb-2 max-tablet:text-16"
        />
        <div className="flex items-center gap-2 px-1.5 pb-1.5 max-tablet:p-0">
          <span className="flex-1 ps-1.5 text-12 text-ink-muted max-tablet:hidden">{t('composer.hint')}</span>
          {left < 200 && (
            <span className={cn('tabular text-12', left < 0 ? 'text-danger' : 'text-ink-muted')}>{left}</span>
          )}
          <Button
            type="submit"
            variant="primary"
            icon={SendHorizontal}
            flipIcon
            shortcut="enter"
            disabled={text.trim() === '' || left < 0}
            aria-label={t('composer.send')}
            className="max-tablet:size-10 max-tablet:justify-center max-tablet:rounded-full max-tablet:px-0!"
          >
            <span className="max-tablet:hidden">{t('composer.send')}</span>
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What to know before writing: that it will wait for the number, or that this person opted out. */
function Notes({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const { data: connections } = useQuery(connectionsQuery);
  const connection = connections?.find((one) => one.id === chat.connectionId);
  const waits = connection !== undefined && connection.state !== 'connected';
  if (!waits && !chat.optedOut) return null;
  return (
    <p className="flex items-start gap-1.5 px-3 pt-2 text-12 text-warning" role="status">
      <Icon of={waits ? Clock : CircleSlash} size={14} className="mt-0.5" />
      <span>{waits ? t('composer.waits', { name: chat.connectionName }) : t('composer.optedOut')}</span>
    </p>
  );
}
