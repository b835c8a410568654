// A message that is not text, named by its kind: what it is and what is known of it, until it can be shown itself.
import type { Message } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';
import { kindIcons } from '../kinds';

/** The one detail worth a line: a file's name, a place, a person, a reaction. */
function detailOf({ content }: Message): string | undefined {
  for (const key of ['fileName', 'name', 'displayName', 'emoji', 'text']) {
    const value = content[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

export function KindLabel({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const detail = detailOf(message);
  return (
    <span className="flex items-center gap-2.5 py-0.5">
      <span className="grid size-9 flex-none place-items-center rounded-sm bg-surface text-ink-muted">
        <Icon of={kindIcons[message.kind]} size={18} />
      </span>
      <span className="grid min-w-0 leading-snug">
        <bdi className="truncate font-medium match-parent">{detail ?? t(`kinds.${message.kind}`)}</bdi>
        <span className="text-12 text-ink-muted">
          {message.kind === 'unsupported'
            ? t('kinds.unsupportedHelp')
            : detail
              ? t(`kinds.${message.kind}`)
              : t('kinds.onPhone')}
        </span>
      </span>
    </span>
  );
}
