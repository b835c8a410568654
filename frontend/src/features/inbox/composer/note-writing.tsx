// A note instead of an answer: amber, so that nobody takes one for the other. The customer never sees it.
import type { Chat } from '@parley/contract';
import { Lock, Reply } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { readPreference, writePreference } from '../../../lib/preferences';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Icon } from '../../../ui/icon';
import { notifyError } from '../../../ui/toast';
import { useCreateNote } from '../notes';
import { composerId, focusComposer } from './composer-id';
import { fieldLook, formLook } from './look';
import { noteDraftName } from './note-coming';

/** The contract's. */
const longestNote = 5000;

export default function NoteWriting({ chat, onLeave }: { chat: Chat; onLeave: () => void }) {
  const { t } = useTranslation('inbox');
  const kept = noteDraftName(chat.id);
  const [text, setText] = useState(() => readPreference(kept) ?? '');
  const [onlyMe, setOnlyMe] = useState(false);
  const [pinned, setPinned] = useState(false);
  const { mutate, isPending } = useCreateNote(chat.id);
  // Somebody has just asked to write here, and may have begun.
  useLayoutEffect(focusComposer, []);
  const ready = text.trim() !== '' && !isPending;

  function write(next: string) {
    setText(next);
    writePreference(kept, next);
  }

  function save() {
    if (!ready) return;
    mutate(
      { text: text.trim(), visibility: onlyMe ? 'private' : 'public', pinned },
      {
        onSuccess: () => {
          write('');
          onLeave();
        },
        onError: (error) => notifyError(sayError(t, error)),
      },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    save();
  }

  return (
    <form
      className={`${formLook} border-(--bubble-note-line) bg-bubble-note`}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className="flex items-center gap-1.5 px-3 pt-2 text-12 font-medium text-warning">
        <Icon of={Lock} size={12} />
        {t('composer.noteHelp')}
      </p>
      <textarea
        id={composerId}
        dir="auto"
        rows={2}
        maxLength={longestNote}
        value={text}
        aria-label={t('note.add')}
        placeholder={t('note.placeholder')}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        className={fieldLook}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pt-1 pb-1.5 pe-1.5">
        <Checkbox label={t('note.onlyMe')} checked={onlyMe} onChange={setOnlyMe} />
        <Checkbox label={t('note.pin')} checked={pinned} onChange={setPinned} />
        <span className="flex-1" />
        <Button variant="ghost" icon={Reply} flipIcon onClick={onLeave}>
          {t('composer.backToAnswer')}
        </Button>
        <Button type="submit" variant="primary" shortcut="enter" disabled={!ready} busy={isPending}>
          {t('note.add')}
        </Button>
      </div>
    </form>
  );
}
