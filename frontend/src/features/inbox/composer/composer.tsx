// Where an answer is written: freely while that is allowed, by an approved template when it is not, or not at all, with the reason.
import { useQuery } from '@tanstack/react-query';
import { CircleSlash } from 'lucide-react';
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useSeconds } from '../../../lib/use-seconds';
import { Alert } from '../../../ui/alert';
import { focusComposer } from './composer-id';
import { NoteComing } from './note-coming';
import { TypingRow } from './typing-row';
import { usePresence } from './use-presence';
import { judgeWindow } from './window';
import { type ComposerProps, Writing } from './writing';

const NoteWriting = lazy(() => import('./note-writing'));
const ClosedWindow = lazy(() => import('./closed-window'));

/** Key it by the chat: a draft belongs to one. */
export function Composer(props: ComposerProps) {
  const { chat } = props;
  const { t } = useTranslation('inbox');
  const maySend = useCan('messages.send');
  const noteTyping = usePresence(chat.id);
  const [noting, setNoting] = useState(false);
  const wantsKeyboard = useRef(false);
  function changeMode(toNote: boolean) {
    wantsKeyboard.current = true;
    setNoting(toNote);
  }
  // With the switch itself, not with the next frame: that may come before it, and the keyboard would go with the field that leaves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it was switched
  useLayoutEffect(() => {
    if (!wantsKeyboard.current) return;
    wantsKeyboard.current = false;
    focusComposer();
  }, [noting]);
  useShortcuts([{ keys: 'n', label: t('composer.writeNote'), group: t('keys.group'), run: () => changeMode(true) }]);

  return (
    <div className="flex-none pb-4 max-tablet:pb-0">
      <TypingRow chat={chat} />
      {noting ? (
        <Suspense fallback={<NoteComing chatId={chat.id} />}>
          <NoteWriting chat={chat} onLeave={() => changeMode(false)} />
        </Suspense>
      ) : chat.abilities.send ? (
        <Answering {...props} onTyping={noteTyping} onNote={() => changeMode(true)} />
      ) : (
        <div className="px-4 max-tablet:px-3 max-tablet:pb-3">
          <Alert
            tone="info"
            icon={CircleSlash}
            action={
              <button
                type="button"
                onClick={() => changeMode(true)}
                className="font-medium text-accent-text hover:underline"
              >
                {t('composer.writeNote')}
              </button>
            }
          >
            {maySend ? t('composer.connectionGone', { name: chat.connectionName }) : t('composer.mayNot')}
          </Alert>
        </div>
      )}
    </div>
  );
}

function Answering(props: ComposerProps & { onTyping: () => void; onNote: () => void }) {
  const { chat, onNote } = props;
  const { data: connections } = useQuery(connectionsQuery);
  const connection = connections?.find((one) => one.id === chat.connectionId);
  const now = useSeconds(chat.windowClosesAt !== null);
  const answering = judgeWindow(chat, connection?.capabilities, now);
  if (answering.state === 'closed')
    return (
      <Suspense fallback={<div className="h-28" />}>
        <ClosedWindow chat={chat} connection={connection} everWrote={answering.everWrote} onNote={onNote} />
      </Suspense>
    );
  return <Writing {...props} connection={connection} answering={answering} />;
}
