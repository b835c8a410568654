// An answer being written: its words, its files and the message it answers; kept as a draft until it is sent.
import type { Chat, Connection } from '@parley/contract';
import { useEffect, useRef, useState } from 'react';
import { type Quoted, readDraft, writeDraft } from '../drafts';
import { useSending } from '../outgoing';
import { toDraftFiles, useFiles } from './use-files';

export interface AnswerInput {
  chat: Chat;
  connection: Connection | undefined;
  replyTo: Quoted | null;
  /** The answer left, or answers nothing in particular any more. */
  onReplyDone: () => void;
}

export function useAnswer({ chat, connection, replyTo, onReplyDone }: AnswerInput) {
  const [text, setText] = useState(() => readDraft(chat.id).text);
  const files = useFiles(chat.id, connection?.capabilities);
  const { send } = useSending(chat, connection?.capabilities);
  // A file counts for the draft once the server has it; until the first look, what an earlier visit left stays.
  const draftFiles = toDraftFiles(files.uploads);
  const shape = JSON.stringify(draftFiles);
  const restored = useRef(files.uploads.length > 0 || readDraft(chat.id).files.length === 0);
  if (files.uploads.length > 0) restored.current = true;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` names the files
  useEffect(() => {
    writeDraft(chat.id, { text, replyTo, files: restored.current ? draftFiles : readDraft(chat.id).files });
  }, [chat.id, text, replyTo, shape]);

  return {
    text,
    setText,
    files,
    empty: text.trim() === '' && files.uploads.length === 0,
    /** Sends everything there is, now or at a time. */
    send: (how: { force?: boolean; sendAt?: Date } = {}) => {
      const { force, sendAt } = how;
      send({
        text: text.trim(),
        uploads: files.take(),
        replyTo,
        ...(force ? { force } : {}),
        ...(sendAt ? { sendAt: sendAt.toISOString() } : {}),
      });
      setText('');
      onReplyDone();
    },
    /** A recording goes on its own; words already written stay. */
    sendVoice: (file: File) => {
      const upload = files.record(file);
      if (!upload) return;
      send({ text: '', uploads: [upload], replyTo });
      onReplyDone();
    },
  };
}

export type Answer = ReturnType<typeof useAnswer>;
