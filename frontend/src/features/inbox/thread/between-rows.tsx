// What stands between the messages: a note of the team, and a time in which messages may be missing.
import type { Note } from '@parley/contract';
import { History, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { NoteCard } from '../contact/note-card';
import type { GapSpan } from './rows';

export function NoteRow({ note }: { note: Note }) {
  const { t } = useTranslation('inbox');
  return (
    <section aria-label={t('thread.note')} className="my-3 w-[min(78%,30rem)] self-end max-tablet:w-[88%]">
      <NoteCard note={note} />
    </section>
  );
}

export function GapRow({ gap }: { gap: GapSpan }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const sameDay = new Date(gap.from).toDateString() === new Date(gap.to).toDateString();
  const span = { from: format.time(gap.from), to: sameDay ? format.time(gap.to) : format.dateTime(gap.to) };
  return (
    <p className="my-3 flex items-center justify-center gap-2 self-stretch border-y border-dashed border-line-strong py-1.5 text-center text-12 text-ink-muted">
      <Icon of={gap.recovered > 0 ? History : Unplug} size={14} />
      <span>
        {gap.recovered > 0 ? t('thread.gapRecovered', { count: gap.recovered, ...span }) : t('thread.gapMissing', span)}
      </span>
    </p>
  );
}
