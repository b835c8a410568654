// Who reads a note, and who may do what with it. Pure.
import type { noteVisibility } from '@parley/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor';

export type NoteVisibility = z.infer<typeof noteVisibility>;

export interface NoteStanding {
  authorId: string | null;
  visibility: NoteVisibility;
}

type Reader = Pick<Actor, 'userId' | 'can'>;

/** A private note is its author's alone; nobody's rank opens it. The chat's own visibility is asked first and elsewhere. */
export function noteReadableSql(alias: string, userId: string): string {
  return `(${alias}.visibility = 'public' or ${alias}.author_id = ${userId})`;
}

export function mayRewrite(actor: Reader, note: NoteStanding): boolean {
  return note.authorId === actor.userId;
}

export function mayPin(actor: Reader, note: NoteStanding): boolean {
  return note.visibility === 'public' || note.authorId === actor.userId;
}

export function mayRemove(actor: Reader, note: NoteStanding): boolean {
  return note.authorId === actor.userId || (note.visibility === 'public' && actor.can('chats.viewAll'));
}
