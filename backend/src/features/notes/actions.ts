// Writing, changing and deleting notes. What a note says goes into no event.
import type { createNote, EndpointParsed, Note, NoteSummary, Page, updateNote } from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { mayPin, mayRemove, mayRewrite, type NoteVisibility } from './policy';
import { type NoteRow, presentNote } from './present';
import { countByAuthor, findReadableNote, isVisibleChat, notesOfChat, outstandingNotes } from './queries';

type NewNote = EndpointParsed<typeof createNote>['body'];
type NoteChanges = EndpointParsed<typeof updateNote>['body'];

/** @throws AppError not_found when the chat may not be seen */
export async function listNotes({ tx, actor }: TenantContext, chatId: string): Promise<Page<Note>> {
  found(await isVisibleChat(tx, actor, chatId), 'chat');
  const items = (await notesOfChat(tx, actor, chatId)).map((row) => presentNote(actor, row));
  return { items, pagination: { limit: items.length } };
}

/** @throws AppError not_found when the chat may not be seen */
export async function summarise({ tx, actor }: TenantContext, chatId: string): Promise<NoteSummary> {
  found(await isVisibleChat(tx, actor, chatId), 'chat');
  const [counts, rows] = await Promise.all([countByAuthor(tx, actor, chatId), outstandingNotes(tx, actor, chatId)]);
  const sum = (of: NoteVisibility) => counts.reduce((total, count) => total + count[of], 0);
  const notes = rows.map((row) => presentNote(actor, row));
  return {
    chatId,
    total: sum('private') + sum('public'),
    private: sum('private'),
    public: sum('public'),
    pinned: notes.filter((note) => note.pinned),
    latest: notes[0] ?? null,
    // Somebody who left the team counts, but has no name to show.
    authors: counts.flatMap(({ id, name, ...count }) =>
      id !== null && name !== null ? [{ id, name, count: count.private + count.public }] : [],
    ),
  };
}

/** @throws AppError not_found */
export async function getNote({ tx, actor }: TenantContext, noteId: string): Promise<Note> {
  return presentNote(actor, found(await findReadableNote(tx, actor, noteId), 'note'));
}

/** @throws AppError not_found when the chat may not be seen */
export async function writeNote(context: TenantContext, { chatId, text, ...rest }: NewNote): Promise<Note> {
  const { tx, actor } = context;
  found(await isVisibleChat(tx, actor, chatId, { hold: true }), 'chat');
  const id = newId();
  await tx.query(
    'insert into notes (tenant_id, id, chat_id, author_id, visibility, pinned, text) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenantId, id, chatId, actor.userId, rest.visibility, rest.pinned, text],
  );
  await context.record({ type: 'note.created', subjectId: id, data: eventData(chatId, rest.visibility, actor.userId) });
  return getNote(context, id);
}

/** @throws AppError not_found, forbidden when somebody else's note is rewritten */
export async function changeNote(context: TenantContext, noteId: string, changes: NoteChanges): Promise<Note> {
  const { tx, actor } = context;
  const note = found(await findReadableNote(tx, actor, noteId, { lock: true }), 'note');
  const standing = standingOf(note);
  const rewrites = changes.text !== undefined || changes.visibility !== undefined;
  if (rewrites && !mayRewrite(actor, standing))
    throw new AppError('forbidden', 'Only its writer can change this note. Write one of your own instead.');
  if (changes.pinned !== undefined && !mayPin(actor, standing))
    throw new AppError('forbidden', 'Only its writer can pin a private note.');
  const after = {
    text: changes.text ?? note.text,
    visibility: changes.visibility ?? note.visibility,
    pinned: changes.pinned ?? note.pinned,
  };
  const isSame = after.text === note.text && after.visibility === note.visibility && after.pinned === note.pinned;
  if (isSame) return presentNote(actor, note);
  await tx.query(
    // Pinning is not rewriting: the note keeps the time at which it was last written.
    `update notes set text = $3, visibility = $4, pinned = $5, updated_at = case when $6 then now() else updated_at end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, noteId, after.text, after.visibility, after.pinned, rewrites],
  );
  // Whoever could read it until now hears that it is gone.
  const heardAs = note.visibility === 'public' ? 'public' : after.visibility;
  await context.record({
    type: 'note.updated',
    subjectId: noteId,
    data: { ...eventData(note.chat_id, heardAs, note.author_id), fields: Object.keys(changes) },
  });
  return getNote(context, noteId);
}

/** @throws AppError not_found, forbidden */
export async function removeNote(context: TenantContext, noteId: string): Promise<Record<string, never>> {
  const { tx, actor } = context;
  const note = found(await findReadableNote(tx, actor, noteId, { lock: true }), 'note');
  if (!mayRemove(actor, standingOf(note)))
    throw new AppError('forbidden', 'Only its writer or a manager can delete this note.');
  await tx.query('delete from notes where tenant_id = $1 and id = $2', [tx.tenantId, noteId]);
  await context.record({
    type: 'note.deleted',
    subjectId: noteId,
    data: eventData(note.chat_id, note.visibility, note.author_id),
  });
  return {};
}

function standingOf(note: NoteRow) {
  return { authorId: note.author_id, visibility: note.visibility };
}

function eventData(chatId: string, visibility: NoteVisibility, authorId: string | null) {
  return { chatId, visibility, authorId };
}
