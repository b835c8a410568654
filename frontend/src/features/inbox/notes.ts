// Notes about a chat: written, changed, pinned and deleted. Shown at once, taken back when refused.
import { createNote, deleteNote, type Note, updateNote } from '@parley/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call } from '../../lib/api-client';
import { notesKey } from './api';

/** As the API lists them: pinned first, then newest first. */
export function sortNotes(notes: readonly Note[]): Note[] {
  return [...notes].sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
  );
}

function useNoteChange<V>(
  chatId: string,
  send: (change: V) => Promise<unknown>,
  predict: (notes: Note[], change: V) => Note[],
) {
  const queryClient = useQueryClient();
  const key = notesKey(chatId);
  return useMutation({
    mutationFn: send,
    onMutate: async (change: V) => {
      await queryClient.cancelQueries({ queryKey: key });
      const before = queryClient.getQueryData<Note[]>(key);
      if (before) queryClient.setQueryData<Note[]>(key, sortNotes(predict(before, change)));
      return { before };
    },
    onError: (_error, _change, context) => queryClient.setQueryData(key, context?.before),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export type NoteInput = Omit<NonNullable<CallInput<typeof createNote>['body']>, 'chatId'>;

/** Writes a note; it appears with the server's answer. */
export function useCreateNote(chatId: string) {
  return useNoteChange(
    chatId,
    (input: NoteInput) => call(createNote, { body: { chatId, ...input } }),
    (notes) => notes,
  );
}

export type NoteChange = { id: string } & Pick<Partial<Note>, 'text' | 'visibility' | 'pinned'>;

export function useUpdateNote(chatId: string) {
  return useNoteChange(
    chatId,
    ({ id, ...body }: NoteChange) => call(updateNote, { params: { id }, body }),
    (notes, { id, ...change }) => notes.map((note) => (note.id === id ? { ...note, ...change } : note)),
  );
}

export function useDeleteNote(chatId: string) {
  return useNoteChange(
    chatId,
    (id: string) => call(deleteNote, { params: { id } }),
    (notes, id) => notes.filter((note) => note.id !== id),
  );
}
