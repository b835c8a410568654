// What notes read: a chat's notes, one note, the notes of a chat at a glance. Everything goes through the chat's visibility and the note's own.
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { chatVisibleSql } from '../chats';
import { noteReadableSql } from './policy';
import type { NoteRow } from './present';

/** The newest notes that are answered at once; no chat is worth reading further back. */
const notesAtMost = 500;

const noteColumns =
  'n.id, n.chat_id, n.text, n.visibility, n.pinned, n.author_id, au.name as author_name, n.created_at, n.updated_at';

/** True when the chat exists and the actor may see it. `hold`: it cannot be deleted until the transaction ends. */
export async function isVisibleChat(
  tx: TenantTx,
  actor: Actor,
  chatId: string,
  { hold = false }: { hold?: boolean } = {},
): Promise<true | undefined> {
  const params: unknown[] = [tx.tenantId, chatId];
  const row = await tx.one(
    `select 1 from chats c where c.tenant_id = $1 and c.id = $2 and ${chatVisibleSql(actor, 'c', params)} ${hold ? 'for key share of c' : ''}`,
    params,
  );
  return row ? true : undefined;
}

/** Pinned first, then newest first. */
export function notesOfChat(tx: TenantTx, actor: Actor, chatId: string): Promise<NoteRow[]> {
  return tx.query<NoteRow>(
    `select ${noteColumns} from notes n left join users au on au.id = n.author_id
     where n.tenant_id = $1 and n.chat_id = $2 and ${noteReadableSql('n', '$3')}
     order by n.pinned desc, n.created_at desc, n.id desc limit ${notesAtMost}`,
    [tx.tenantId, chatId, actor.userId],
  );
}

/** The note when the actor may read it. `lock` holds it until the transaction ends. */
export function findReadableNote(
  tx: TenantTx,
  actor: Actor,
  noteId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<NoteRow | undefined> {
  const params: unknown[] = [tx.tenantId, noteId, actor.userId];
  return tx.one<NoteRow>(
    `select ${noteColumns} from notes n join chats c on c.tenant_id = n.tenant_id and c.id = n.chat_id left join users au on au.id = n.author_id
     where n.tenant_id = $1 and n.id = $2 and ${noteReadableSql('n', '$3')} and ${chatVisibleSql(actor, 'c', params)}
     ${lock ? 'for key share of c for no key update of n' : ''}`,
    params,
  );
}

export interface AuthorCount {
  id: string | null;
  name: string | null;
  private: number;
  public: number;
}

/** How many readable notes each author wrote in the chat, most first. */
export function countByAuthor(tx: TenantTx, actor: Actor, chatId: string): Promise<AuthorCount[]> {
  return tx.query<AuthorCount>(
    `select n.author_id as id, au.name, count(*) filter (where n.visibility = 'private')::int as private,
       count(*) filter (where n.visibility = 'public')::int as public
     from notes n left join users au on au.id = n.author_id
     where n.tenant_id = $1 and n.chat_id = $2 and ${noteReadableSql('n', '$3')}
     group by n.author_id, au.name order by count(*) desc, au.name`,
    [tx.tenantId, chatId, actor.userId],
  );
}

/** The pinned notes and the latest one, newest first. */
export function outstandingNotes(tx: TenantTx, actor: Actor, chatId: string): Promise<NoteRow[]> {
  return tx.query<NoteRow>(
    `with readable as (
       select n.*, row_number() over (order by n.created_at desc, n.id desc) as nth
       from notes n where n.tenant_id = $1 and n.chat_id = $2 and ${noteReadableSql('n', '$3')}
     )
     select ${noteColumns} from readable n left join users au on au.id = n.author_id
     where n.pinned or n.nth = 1 order by n.nth limit ${notesAtMost}`,
    [tx.tenantId, chatId, actor.userId],
  );
}
