// The answer itself. Enter sends; what is begun is kept per chat; it says beforehand what will happen to the message.
import type { Chat, Connection } from '@parley/contract';
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quoted } from '../drafts';
import { useSending } from '../outgoing';
import { cannedListId, cannedOptionId } from './canned';
import { composerId, focusComposer, takesKeyboard } from './composer-id';
import { LockBar } from './lock-bar';
import { fieldLook, formLook } from './look';
import { MissingVariables, Notices } from './notices';
import { RefusedFiles } from './refused-files';
import { ReplyBar } from './reply-bar';
import { judgeLength } from './text-length';
import { Toolbar } from './toolbar';
import { useAnswer } from './use-answer';
import { useCanned } from './use-canned';
import { useDropFiles } from './use-drop-files';
import { useLock } from './use-lock';
import type { AnswerWindow } from './window';

const CannedList = lazy(() => import('./canned-list'));
const FileTray = lazy(() => import('./file-tray'));
const Recorder = lazy(() => import('./recorder'));

export interface ComposerProps {
  chat: Chat;
  /** The message that is being answered. */
  replyTo: Quoted | null;
  /** The answer was sent, or is no answer to that message any more. */
  onReplyDone: () => void;
}

export interface WritingProps extends ComposerProps {
  connection: Connection | undefined;
  answering: AnswerWindow;
  onTyping: () => void;
  onNote: () => void;
}

export function Writing({ chat, connection, answering, replyTo, onReplyDone, onTyping, onNote }: WritingProps) {
  const { t } = useTranslation('inbox');
  const answer = useAnswer({ chat, connection, replyTo, onReplyDone });
  const { sendAgain } = useSending(chat);
  const { lock, held } = useLock(chat);
  const [caret, setCaret] = useState(0);
  const [recording, setRecording] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const sendAnyway = useRef<HTMLButtonElement>(null);
  const { text, files, empty } = answer;
  const length = judgeLength(text, connection?.capabilities);
  const dropHere = useDropFiles(form, files.attach);

  useEffect(() => {
    if (takesKeyboard(chat.id)) focusComposer();
  }, [chat.id]);

  // A reply that was begun on an earlier visit does not take the keyboard; one that is asked for does.
  const repliedId = useRef(replyTo?.id);
  useEffect(() => {
    if (replyTo && replyTo.id !== repliedId.current) field.current?.focus();
    repliedId.current = replyTo?.id;
  }, [replyTo]);

  /** The field is drawn before the caret is put into it. */
  function write(next: string, at: number) {
    answer.setText(next);
    setCaret(at);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  }
  const canned = useCanned(chat.id, { text, caret, write });

  function sendNow(force = false, sendAt?: Date) {
    if (length.tooLong) return;
    if (!empty) {
      if (lock && !force && !sendAt) {
        sendAnyway.current?.focus();
        return;
      }
      answer.send({ force, ...(sendAt ? { sendAt } : {}) });
      canned.forgetMissing();
    }
    if (force) for (const outgoing of held) sendAgain(outgoing, true);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While a word is being composed (Japanese, accents), Enter only ends the word.
    if (event.nativeEvent.isComposing || canned.onKey(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (replyTo) onReplyDone();
      else field.current?.blur();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    sendNow();
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = [...event.clipboardData.files];
    // Office programs put a picture of the text beside the text: the text is meant.
    if (pasted.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    files.attach(pasted);
  }

  function insert(words: string) {
    const { selectionStart: start, selectionEnd: end } = field.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    };
    write(text.slice(0, start) + words + text.slice(end), start + words.length);
  }

  return (
    <form
      ref={form}
      className={`${formLook} border-line-strong bg-surface`}
      onSubmit={(event) => {
        event.preventDefault();
        sendNow();
      }}
    >
      {dropHere}
      {canned.ask && (
        <Suspense>
          <CannedList
            replies={canned.replies}
            none={canned.none}
            loading={canned.loading}
            chosenId={canned.chosen?.id}
            onChoose={canned.choose}
            onPoint={canned.point}
          />
        </Suspense>
      )}
      {lock && (
        <LockBar
          lock={lock}
          buttonRef={sendAnyway}
          onSendAnyway={!empty || held.length > 0 ? () => sendNow(true) : undefined}
        />
      )}
      {replyTo && <ReplyBar quoted={replyTo} contactName={chat.contactName} onCancel={onReplyDone} />}
      <Notices chat={chat} connection={connection} />
      <MissingVariables names={canned.missing} />
      {files.uploads.length > 0 && (
        <Suspense fallback={<div className="h-[78px]" />}>
          <FileTray files={files} />
        </Suspense>
      )}
      <RefusedFiles files={files} channelName={t(`common:channels.${chat.channel}`)} />
      {recording ? (
        <Suspense fallback={<div className="h-[84px]" />}>
          <Recorder
            onSend={(file) => {
              answer.sendVoice(file);
              setRecording(false);
            }}
            onCancel={() => setRecording(false)}
          />
        </Suspense>
      ) : (
        <>
          <textarea
            ref={field}
            id={composerId}
            dir="auto"
            rows={1}
            value={text}
            aria-label={t('composer.label', { name: chat.contactName })}
            aria-controls={canned.chosen ? cannedListId : undefined}
            aria-activedescendant={canned.chosen ? cannedOptionId(canned.chosen.id) : undefined}
            aria-autocomplete="list"
            placeholder={t('composer.placeholder')}
            onChange={(event) => {
              answer.setText(event.target.value);
              setCaret(event.target.selectionStart);
              onTyping();
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            className={fieldLook}
          />
          <Toolbar
            chat={chat}
            answering={answering}
            capabilities={connection?.capabilities}
            left={length.left}
            ready={!empty && !length.tooLong}
            onFiles={files.attach}
            onInsert={insert}
            onRecord={() => setRecording(true)}
            onNote={onNote}
            onLater={(at) => sendNow(false, at)}
          />
        </>
      )}
    </form>
  );
}
