// Note row → contract shape.
import type { Note } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { mayPin, mayRewrite, type NoteVisibility } from './policy';

export interface NoteRow {
  id: string;
  chat_id: string;
  text: string;
  visibility: NoteVisibility;
  pinned: boolean;
  author_id: string | null;
  author_name: string | null;
  created_at: Date;
  updated_at: Date;
}

export function presentNote(actor: Actor, row: NoteRow): Note {
  const standing = { authorId: row.author_id, visibility: row.visibility };
  return {
    id: row.id,
    chatId: row.chat_id,
    text: row.text,
    visibility: row.visibility,
    pinned: row.pinned,
    authorId: row.author_id,
    authorName: row.author_name,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    abilities: { edit: mayRewrite(actor, standing), pin: mayPin(actor, standing) },
  };
}
