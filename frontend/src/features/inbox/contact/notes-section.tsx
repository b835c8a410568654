// What the team wrote about this chat for itself: pinned first, one's own private notes among them.
import type { Note } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Skeleton } from '../../../ui/skeleton';
import { notifyError } from '../../../ui/toast';
import { notesQuery } from '../api';
import { useCreateNote } from '../notes';
import { NoteCard } from './note-card';
import { NoteEditor } from './note-editor';
import { Section } from './section';

/** Shown at first; the rest on request. */
const notesFirst = 4;

export function NotesSection({ chatId }: { chatId: string }) {
  const { t } = useTranslation('inbox');
  const { data: notes, error, isPending, refetch } = useQuery(notesQuery(chatId));
  const create = useCreateNote(chatId);
  const slow = useSlow(isPending);
  const [writing, setWriting] = useState(false);
  const [all, setAll] = useState(false);
  const shown = all ? notes : notes?.slice(0, Math.max(notesFirst, notes.filter((note) => note.pinned).length));
  const hidden = (notes?.length ?? 0) - (shown?.length ?? 0);
  return (
    <Section
      name="notes"
      title={t('panel.notes')}
      count={notes?.length}
      action={<IconButton icon={Plus} label={t('note.add')} onClick={() => setWriting(true)} />}
    >
      {notes && notes.length > 0 && <Summary notes={notes} />}
      {writing && (
        <NoteEditor
          busy={create.isPending}
          onCancel={() => setWriting(false)}
          onSave={(input) =>
            create.mutate(input, {
              onSuccess: () => setWriting(false),
              onError: (cause) => notifyError(sayError(t, cause)),
            })
          }
        />
      )}
      {isPending && slow && <Skeleton shape="block" className="h-14" />}
      {!notes && error && (
        <p role="alert" className="flex items-center justify-between gap-2 text-13 text-ink-muted">
          {t('note.failed')}
          <Button size="sm" onClick={() => void refetch()}>
            {t('common:actions.retry')}
          </Button>
        </p>
      )}
      {notes?.length === 0 && !writing && <p className="text-13 text-ink-muted">{t('note.none')}</p>}
      <ul className="grid gap-2">
        {shown?.map((note) => (
          <li key={note.id}>
            <NoteCard note={note} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="ghost" size="sm" className="-ms-2 mt-1" onClick={() => setAll(true)}>
          {t('note.showAll', { count: hidden })}
        </Button>
      )}
    </Section>
  );
}

/** "3 by Dana and Omer, 1 only for you". */
function Summary({ notes }: { notes: readonly Note[] }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const authors = [...new Set(notes.flatMap((note) => (note.authorName ? [note.authorName] : [])))];
  const ofMine = notes.filter((note) => note.visibility === 'private').length;
  const parts = [
    authors.length > 0 && t('note.by', { names: format.list(authors.slice(0, 3)) }),
    ofMine > 0 && t('note.privateCount', { count: ofMine }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return <p className="mb-2 text-12 text-ink-muted">{parts.join(' · ')}</p>;
}
