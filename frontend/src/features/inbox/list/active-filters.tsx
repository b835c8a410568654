// What narrows the list, each to be taken away.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../../lib/availability';
import { chatTagsQuery } from '../../../lib/chat-tags';
import { connectionsQuery } from '../../../lib/connections';
import { FilterChip } from '../../../ui/chip';
import { countNarrowing, type FilterProps } from '../filter';

export function ActiveFilters(props: FilterProps) {
  // Their names are only asked for when there is something to name.
  return countNarrowing(props.filter) === 0 ? null : <Chips {...props} />;
}

function Chips({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const { data: connections } = useQuery({ ...connectionsQuery, enabled: filter.connectionId !== null });
  const { data: tags } = useQuery({ ...chatTagsQuery, enabled: filter.tagId !== null });
  const { data: people } = useQuery({ ...availabilityQuery, enabled: filter.assigneeId !== null });
  return (
    <div className="flex flex-wrap gap-1.5 px-3 pb-2.5">
      {filter.status !== 'open' && (
        <FilterChip
          name={t('filter.status')}
          value={t(`status.${filter.status}`)}
          onRemove={() => onFilter({ status: 'open' })}
        />
      )}
      {filter.unread && (
        <FilterChip name={t('filter.show')} value={t('filter.unread')} onRemove={() => onFilter({ unread: false })} />
      )}
      {filter.channel && (
        <FilterChip
          name={t('filter.channel')}
          value={t(`common:channels.${filter.channel}`)}
          onRemove={() => onFilter({ channel: null })}
        />
      )}
      {filter.connectionId && (
        <FilterChip
          name={t('filter.connection')}
          value={<bdi>{connections?.find((one) => one.id === filter.connectionId)?.name ?? '…'}</bdi>}
          onRemove={() => onFilter({ connectionId: null })}
        />
      )}
      {filter.assigneeId && (
        <FilterChip
          name={t('filter.assignee')}
          value={<bdi>{people?.find((one) => one.userId === filter.assigneeId)?.name ?? '…'}</bdi>}
          onRemove={() => onFilter({ assigneeId: null })}
        />
      )}
      {filter.tagId && (
        <FilterChip
          name={t('filter.tag')}
          value={<bdi>{tags?.find((one) => one.id === filter.tagId)?.name ?? '…'}</bdi>}
          onRemove={() => onFilter({ tagId: null })}
        />
      )}
    </div>
  );
}
