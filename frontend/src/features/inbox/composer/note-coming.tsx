// Stands where a note is about to be written while its code is on its way: what is typed meanwhile is kept, and is no command of the page.
import { useTranslation } from 'react-i18next';
import { readPreference, writePreference } from '../../../lib/preferences';
import { composerId } from './composer-id';
import { fieldLook, formLook } from './look';

/** Under which a note that was begun is remembered. */
export const noteDraftName = (chatId: string) => `note-draft.${chatId}`;

export function NoteComing({ chatId }: { chatId: string }) {
  const { t } = useTranslation('inbox');
  const name = noteDraftName(chatId);
  return (
    <div className={`${formLook} h-28 border-(--bubble-note-line) bg-bubble-note pt-6`}>
      <textarea
        id={composerId}
        // Somebody has just asked to write here.
        // biome-ignore lint/a11y/noAutofocus: as above
        autoFocus
        dir="auto"
        aria-label={t('note.add')}
        defaultValue={readPreference(name) ?? ''}
        onChange={(event) => writePreference(name, event.target.value)}
        // Nothing can be saved yet.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        className={fieldLook}
      />
    </div>
  );
}
