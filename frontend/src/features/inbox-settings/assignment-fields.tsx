// How many chats one person gets, and from which connections.
import type { InboxSettings } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../lib/connections';
import { ChannelMark } from '../../ui/channel-mark';
import { Checkbox } from '../../ui/checkbox';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { RadioGroup } from '../../ui/radio-group';

interface AssignmentFieldsProps {
  settings: InboxSettings;
  disabled: boolean;
  onChange: (values: Partial<InboxSettings>) => void;
}

export function AssignmentFields({ settings, disabled, onChange }: AssignmentFieldsProps) {
  const { t } = useTranslation('inbox-settings');
  const [limit, setLimit] = useState(String(settings.autoAssignLimit));
  const wanted = Number(limit);
  const fits = /^\d+$/.test(limit.trim()) && wanted >= 1 && wanted <= 500;
  return (
    <>
      <Field label={t('inbox.limit')} help={t('inbox.limitHelp')} error={fits ? undefined : t('inbox.badLimit')}>
        <Input
          inputMode="numeric"
          className="max-w-28"
          disabled={disabled}
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
          onBlur={() => fits && wanted !== settings.autoAssignLimit && onChange({ autoAssignLimit: wanted })}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </Field>
      <ConnectionChoice settings={settings} disabled={disabled} onChange={onChange} />
    </>
  );
}

function ConnectionChoice({ settings, disabled, onChange }: AssignmentFieldsProps) {
  const { t } = useTranslation('inbox-settings');
  const { data: connections = [] } = useQuery(connectionsQuery);
  const chosen = settings.autoAssignConnectionIds;
  const every = chosen === null;
  return (
    <fieldset disabled={disabled} className="grid gap-3">
      <RadioGroup
        label={t('inbox.connections')}
        value={every ? 'every' : 'chosen'}
        onChange={(scope) =>
          onChange({ autoAssignConnectionIds: scope === 'every' ? null : connections.map(({ id }) => id) })
        }
        options={[
          { value: 'every', label: t('inbox.every') },
          { value: 'chosen', label: t('inbox.chosen') },
        ]}
      />
      {!every && (
        <ul className="grid gap-2 ps-6">
          {connections.map(({ id, name, channel }) => (
            <li key={id} className="flex items-center gap-2">
              <Checkbox
                checked={chosen.includes(id)}
                disabled={disabled}
                label={<bdi>{name}</bdi>}
                onChange={(on) =>
                  onChange({ autoAssignConnectionIds: on ? [...chosen, id] : chosen.filter((one) => one !== id) })
                }
              />
              <ChannelMark channel={channel} />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
