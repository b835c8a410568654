// The tags a chat may carry, switched on and off without leaving the list; a new one is made by typing its name.
import { createChatTag, tagColors } from '@parley/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api-client';
import { chatTagsKey, chatTagsQuery, dotOf } from '../../../lib/chat-tags';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { hashOf } from '../../../ui/chip';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { notifyError } from '../../../ui/toast';
import type { ChatTagOf } from '../actions';
import { addMark, PickItem, PickList } from './pick-list';

export interface TagListProps {
  /** Which are on: all of the chats carry it, or some. */
  chosen: (tagId: string) => boolean | 'some';
  onToggle: (tag: ChatTagOf, on: boolean) => void;
}

export default function TagList({ chosen, onToggle }: TagListProps) {
  const { t } = useTranslation('inbox');
  const queryClient = useQueryClient();
  const { data: tags = [], isPending } = useQuery(chatTagsQuery);
  const mayAdd = useCan('messages.send');
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const create = useMutation({
    mutationFn: () =>
      call(createChatTag, { body: { name, color: tagColors[hashOf(name) % tagColors.length] ?? 'grey' } }),
    onSuccess: (tag) => {
      setTyped('');
      onToggle(tag, true);
      return queryClient.invalidateQueries({ queryKey: chatTagsKey });
    },
    onError: (error) => notifyError(sayError(t, error)),
  });
  const isNew = name !== '' && !tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase());
  return (
    <PickList
      label={t('tag.title')}
      placeholder={mayAdd ? t('tag.searchOrAdd') : t('tag.search')}
      nothing={isPending ? t('common:states.loading') : t('tag.none')}
      typed={typed}
      onTyped={setTyped}
    >
      {tags.map((tag) => {
        const on = chosen(tag.id);
        return (
          <PickItem
            key={tag.id}
            value={tag.id}
            keywords={[tag.name]}
            chosen={on}
            onSelect={() => onToggle(tag, on !== true)}
            icon={<i aria-hidden className={cn('size-2 flex-none rounded-full', dotOf(tag.color))} />}
          >
            <bdi>{tag.name}</bdi>
          </PickItem>
        );
      })}
      {isNew && mayAdd && (
        <PickItem
          value={`${addMark}${name}`}
          keywords={[name]}
          onSelect={() => create.mutate()}
          icon={<Icon of={Plus} size={14} className="-mx-[3px] flex-none text-ink-muted" />}
        >
          {t('tag.create', { name })}
        </PickItem>
      )}
    </PickList>
  );
}
