// The order of notes, before the server has answered.
import type { Note } from '@parley/contract';
import { sortNotes } from './notes';

function note(id: string, minute: number, pinned = false): Note {
  const createdAt = new Date(Date.UTC(2026, 8, 3, 12, minute)).toISOString();
  return {
    id,
    chatId: 'a',
    text: id,
    visibility: 'public',
    pinned,
    authorId: 'me',
    authorName: 'Me',
    createdAt,
    updatedAt: createdAt,
    abilities: { edit: true, pin: true },
  };
}

test('pinned notes stand first, then the newest', () => {
  const notes = [note('old', 1), note('new', 9), note('pinned', 3, true)];
  expect(sortNotes(notes).map((one) => one.id)).toEqual(['pinned', 'new', 'old']);
});
