// What was begun and not sent, per chat, kept in this browser.
import { useSyncExternalStore } from 'react';
import { readPreference, writePreference } from '../../lib/preferences';

const listeners = new Set<() => void>();
const nameOf = (chatId: string) => `draft.${chatId}`;

export function readDraft(chatId: string): string {
  return readPreference(nameOf(chatId)) ?? '';
}

/** Keeps a draft; an empty one is forgotten. */
export function writeDraft(chatId: string, text: string): void {
  if (text.trim() === '') removeDraft(chatId);
  else writePreference(nameOf(chatId), text);
  for (const listener of listeners) listener();
}

function removeDraft(chatId: string): void {
  try {
    localStorage.removeItem(`parley.${nameOf(chatId)}`);
  } catch {
    // Without storage there was nothing kept.
  }
}

/** A chat's draft as it is now, for its row in the list. */
export function useDraft(chatId: string): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readDraft(chatId),
  );
}
