// One note: its words, who wrote it and for whom, and what may be done with it.
import type { Note } from '@parley/contract';
import { Lock, Pencil, Pin, PinOff, Trash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { RelativeTime } from '../../../ui/relative-time';
import { notifyError } from '../../../ui/toast';
import { useDeleteNote, useUpdateNote } from '../notes';
import { NoteEditor } from './note-editor';

export function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation('inbox');
  const update = useUpdateNote(note.chatId);
  const remove = useDeleteNote(note.chatId);
  const viewsAll = useCan('chats.viewAll');
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const mayDelete = note.abilities.edit || (viewsAll && note.visibility === 'public');
  const say = { onError: (error: unknown) => notifyError(sayError(t, error)) };

  if (editing) {
    return (
      <NoteEditor
        note={note}
        busy={false}
        onCancel={() => setEditing(false)}
        onSave={(change) => {
          setEditing(false);
          update.mutate({ id: note.id, ...change }, say);
        }}
      />
    );
  }
  return (
    <article className="group/note rounded-md bg-bubble-note px-3 py-2 text-13 shadow-[inset_0_0_0_1px_var(--bubble-note-line)]">
      <bdi dir="auto" className="block leading-snug break-words whitespace-pre-wrap">
        {note.text}
      </bdi>
      <footer className="mt-1 flex min-h-6 items-center gap-1.5 text-12 text-ink-secondary">
        {note.pinned && <Icon of={Pin} size={12} />}
        {note.visibility === 'private' && <Icon of={Lock} size={12} />}
        <span className="min-w-0 flex-1 truncate">
          {note.pinned && <span className="sr-only">{t('note.pinned')} </span>}
          {note.visibility === 'private' ? t('note.onlyYou') : <bdi>{note.authorName ?? t('note.somebody')}</bdi>}
          {', '}
          <RelativeTime at={note.createdAt} as="short" />
          {note.updatedAt !== note.createdAt && note.abilities.edit && <> · {t('note.edited')}</>}
        </span>
        <span className="flex flex-none opacity-0 group-focus-within/note:opacity-100 group-hover/note:opacity-100 max-tablet:opacity-100">
          {note.abilities.pin && (
            <IconButton
              size="sm"
              icon={note.pinned ? PinOff : Pin}
              label={note.pinned ? t('note.unpin') : t('note.pin')}
              onClick={() => update.mutate({ id: note.id, pinned: !note.pinned }, say)}
            />
          )}
          {note.abilities.edit && (
            <IconButton size="sm" icon={Pencil} label={t('note.edit')} onClick={() => setEditing(true)} />
          )}
          {mayDelete && (
            <IconButton size="sm" icon={Trash} label={t('note.delete')} onClick={() => setDeleting(true)} />
          )}
        </span>
      </footer>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        danger
        title={t('note.deleteTitle')}
        description={t('note.deleteHelp')}
        confirmLabel={t('note.delete')}
        onConfirm={() => remove.mutateAsync(note.id)}
      />
    </article>
  );
}
