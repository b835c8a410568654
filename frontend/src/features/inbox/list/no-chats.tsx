// Where no chat stands: what would be here, and the one thing to do.
import { MessagesSquare, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { countNarrowing, unfiltered } from '../filter';
import type { ChatListProps } from './chat-list';

export function NoChats({ filter, onFilter, onNewChat }: Pick<ChatListProps, 'filter' | 'onFilter' | 'onNewChat'>) {
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
