// Where no chat stands: what would be here, and the one thing to do.
import { MessagesSquare, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { type ChatFilter, countNarrowing, unfiltered } from '../filter';

export interface NoChatsProps {
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
  /** Absent for those who may not write. */
  onNewChat: (() => void) | undefined;
}

export function NoChats({ filter, onFilter, onNewChat }: NoChatsProps) {
  const { t } = useTranslation('inbox');
  if (filter.search || countNarrowing(filter) > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('empty.noMatch')}
        action={<Button onClick={() => onFilter(unfiltered)}>{t('empty.clear')}</Button>}
      >
        {t('empty.noMatchHelp')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t(`empty.${filter.tab}`)}
      action={
        filter.tab === 'all' &&
        onNewChat && (
          <Button variant="primary" onClick={onNewChat}>
            {t('newChat.open')}
          </Button>
        )
      }
    >
      {t(`empty.${filter.tab}Help`)}
    </EmptyState>
  );
}
