// What the list can be narrowed by; comes when its pane is first opened.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../../lib/availability';
import { chatTagsQuery, dotOf } from '../../../lib/chat-tags';
import { connectionsQuery } from '../../../lib/connections';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { ChannelMark } from '../../../ui/channel-mark';
import { cn } from '../../../ui/cn';
import { Select, type SelectOption } from '../../../ui/select';
import { Switch } from '../../../ui/switch';
import { channelChoices, countNarrowing, type FilterProps, statusChoices, unfiltered } from '../filter';

export default function FilterForm({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const { data: connections = [] } = useQuery(connectionsQuery);
  const { data: tags = [] } = useQuery(chatTagsQuery);
  const { data: people = [] } = useQuery(availabilityQuery);
  const { search: _keeps, ...everything } = unfiltered;
  return (
    <div className="grid gap-2">
      <Switch
        label={t('filter.unread')}
        checked={filter.unread}
        onChange={(unread) => onFilter({ unread })}
        className="min-h-control items-center! max-tablet:min-h-10"
      />
      <Line label={t('filter.status')}>
        <Select
          label={t('filter.status')}
          value={filter.status}
          onChange={(status) => onFilter({ status })}
          options={statusChoices.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
      </Line>
      <Line label={t('filter.channel')}>
        <Choice
          label={t('filter.channel')}
          any={t('filter.anyChannel')}
          value={filter.channel}
          onChange={(channel) => onFilter({ channel: channelChoices.find((one) => one === channel) ?? null })}
          options={channelChoices.map((value) => ({
            value,
            label: t(`common:channels.${value}`),
            icon: <ChannelMark channel={value} decorative />,
          }))}
        />
      </Line>
      <Line label={t('filter.connection')}>
        <Choice
          label={t('filter.connection')}
          any={t('filter.allConnections')}
          value={filter.connectionId}
          onChange={(connectionId) => onFilter({ connectionId })}
          options={connections.map(({ id, name, channel }) => ({
            value: id,
            label: name,
            icon: <ChannelMark channel={channel} decorative />,
          }))}
        />
      </Line>
      {filter.reader.seesOthers && (
        <Line label={t('filter.assignee')}>
          <Choice
            label={t('filter.assignee')}
            any={t('filter.anyone')}
            value={filter.assigneeId}
            onChange={(assigneeId) => onFilter({ assigneeId })}
            options={people.map(({ userId, name }) => ({
              value: userId,
              label: name,
              icon: <Avatar id={userId} name={name} size={20} />,
            }))}
          />
        </Line>
      )}
      <Line label={t('filter.tag')}>
        <Choice
          label={t('filter.tag')}
          any={t('filter.anyTag')}
          value={filter.tagId}
          onChange={(tagId) => onFilter({ tagId })}
          options={tags.map(({ id, name, color }) => ({
            value: id,
            label: name,
            icon: <i aria-hidden className={cn('size-2 flex-none rounded-full', dotOf(color))} />,
          }))}
        />
      </Line>
      {countNarrowing(filter) > 0 && (
        <Button variant="ghost" size="sm" className="justify-self-end" onClick={() => onFilter(everything)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-2">
      <span aria-hidden className="truncate text-ink-muted">
        {label}
      </span>
      {children}
    </div>
  );
}

const anyValue = 'any';

interface ChoiceProps {
  label: string;
  /** The first option: no narrowing. */
  any: string;
  value: string | null;
  onChange: (value: string | null) => void;
  options: SelectOption<string>[];
}

function Choice({ label, any, value, onChange, options }: ChoiceProps) {
  return (
    <Select
      label={label}
      value={value ?? anyValue}
      onChange={(next) => onChange(next === anyValue ? null : next)}
      options={[{ value: anyValue, label: any }, ...options]}
    />
  );
}
