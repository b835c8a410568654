// What was begun and not sent, per chat, kept in this browser: the words, the message it answers, and files already uploaded.
import type { AssetKind, Message } from '@parley/contract';
import { useSyncExternalStore } from 'react';
import { readPreference, writePreference } from '../../lib/preferences';

/** The message an answer quotes, small enough to keep. */
export type Quoted = NonNullable<Message['quoted']>;

/** A file that is on the server already. */
export interface DraftFile {
  assetId: string;
  fileName: string;
  kind: AssetKind;
  voice: boolean;
}
export interface Draft {
  text: string;
  replyTo: Quoted | null;
  files: DraftFile[];
}

const empty: Draft = { text: '', replyTo: null, files: [] };
const listeners = new Set<() => void>();
const nameOf = (chatId: string) => `draft.${chatId}`;
const assetKinds = ['image', 'video', 'audio', 'document'];

/** A chat's draft; empty when there is none. What was kept in another form is read as words. */
export function readDraft(chatId: string): Draft {
  const kept = readPreference(nameOf(chatId));
  if (kept === null) return empty;
  if (!kept.startsWith('{"text":')) return { ...empty, text: kept };
  try {
    // Written by `writeDraft`; whatever else stands there is dropped part by part.
    const { text, replyTo, files } = JSON.parse(kept) as Partial<Draft>;
    return {
      text: typeof text === 'string' ? text : '',
      replyTo: typeof replyTo?.id === 'string' && typeof replyTo.preview === 'string' ? replyTo : null,
      files: Array.isArray(files) ? files.filter(isDraftFile) : [],
    };
  } catch {
    return { ...empty, text: kept };
  }
}

function isDraftFile(file: Partial<DraftFile> | null): file is DraftFile {
  return typeof file?.assetId === 'string' && typeof file.fileName === 'string' && assetKinds.includes(file.kind ?? '');
}

/** Keeps a draft; an empty one is forgotten. */
export function writeDraft(chatId: string, { text, replyTo, files }: Draft): void {
  if (text.trim() === '' && replyTo === null && files.length === 0) removeDraft(chatId);
  else writePreference(nameOf(chatId), JSON.stringify({ text, replyTo, files }));
  for (const listener of listeners) listener();
}

function removeDraft(chatId: string): void {
  try {
    localStorage.removeItem(`parley.${nameOf(chatId)}`);
  } catch {
    // Without storage there was nothing kept.
  }
}

/** What of a chat's draft its row in the list shows: the words, else the files' names. A quote alone is no draft. */
export function useDraft(chatId: string): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => {
      const { text, files } = readDraft(chatId);
      return text.trim() === '' ? files.map((file) => file.fileName).join(', ') : text;
    },
  );
}
