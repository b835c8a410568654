// Writes a note or changes one: the words, for whom, and whether it stays on top.
import type { Note } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Textarea } from '../../../ui/textarea';

const textMax = 5000;

export interface NoteEditorProps {
  /** Absent for a new one. */
  note?: Note;
  busy: boolean;
  onSave: (input: Pick<Note, 'text' | 'visibility' | 'pinned'>) => void;
  onCancel: () => void;
}

export function NoteEditor({ note, busy, onSave, onCancel }: NoteEditorProps) {
  const { t } = useTranslation('inbox');
  const [text, setText] = useState(note?.text ?? '');
  const [isPrivate, setPrivate] = useState(note?.visibility === 'private');
  const [pinned, setPinned] = useState(note?.pinned ?? false);
  const ready = text.trim() !== '';
  function save() {
    if (ready && !busy) onSave({ text: text.trim(), visibility: isPrivate ? 'private' : 'public', pinned });
  }
  return (
    <div className="mb-2 grid gap-2 rounded-md bg-bubble-note p-2 shadow-[inset_0_0_0_1px_var(--bubble-note-line)]">
      <Textarea
        autoFocus
        dir="auto"
        rows={3}
        maxLines={8}
        maxLength={textMax}
        value={text}
        aria-label={note ? t('note.edit') : t('note.add')}
        placeholder={t('note.placeholder')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            save();
          }
          if (event.key === 'Escape') {
            event.stopPropagation();
            onCancel();
          }
        }}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox label={t('note.onlyMe')} checked={isPrivate} onChange={setPrivate} />
        <Checkbox label={t('note.pin')} checked={pinned} onChange={setPinned} />
        <span className="flex-1" />
        <Button variant="ghost" size="sm" onClick={onCancel}>
          {t('common:actions.cancel')}
        </Button>
        <Button variant="primary" size="sm" busy={busy} disabled={!ready} onClick={save}>
          {t('common:actions.save')}
        </Button>
      </div>
    </div>
  );
}
