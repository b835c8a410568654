// Finds a variable by its name or example and hands its marker on.
import type { TemplateParameter } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Braces } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { Button } from '../../../ui/button';
import { Popover } from '../../../ui/popover';
import { parametersQuery } from '../api';

const groups: readonly TemplateParameter['group'][] = ['short', 'lead', 'client', 'coach', 'system'];

export function VariablePicker({ onPick }: { onPick: (marker: string) => void }) {
  const { t } = useTranslation('campaigns');
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...parametersQuery, enabled: open });
  const parameters = query.data ?? [];
  return (
    <Popover
      label={t('variables.insert')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-80 overflow-hidden p-0!"
      trigger={
        <Button size="sm" icon={Braces}>
          {t('variables.insert')}
        </Button>
      }
    >
      <Command label={t('variables.insert')} className="grid max-h-80 grid-rows-[auto_minmax(0,1fr)]">
        <Command.Input
          placeholder={t('variables.search')}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none focus-visible:shadow-none max-tablet:h-11 max-tablet:text-16"
        />
        <Command.List className="overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-ink-muted">
            {query.isPending
              ? t('common:states.loading')
              : query.isError
                ? sayError(t, query.error)
                : t('variables.nothing')}
          </Command.Empty>
          {groups
            .map((group) => ({ group, found: parameters.filter((one) => one.group === group) }))
            .filter(({ found }) => found.length > 0)
            .map(({ group, found }) => (
              <Command.Group
                key={group}
                heading={t(`variables.groups.${group}`)}
                className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
              >
                {found.map((parameter) => (
                  <Command.Item
                    key={parameter.syntax}
                    value={parameter.syntax}
                    keywords={[parameter.key, parameter.example]}
                    onSelect={() => {
                      setOpen(false);
                      onPick(parameter.syntax);
                    }}
                    className="flex min-h-8 cursor-default items-center gap-3 rounded-[5px] px-2 data-[selected=true]:bg-hover max-tablet:min-h-11"
                  >
                    <bdi dir="ltr" className="flex-1 truncate">
                      {parameter.syntax}
                    </bdi>
                    <bdi className="max-w-32 truncate text-12 text-ink-muted">{parameter.example}</bdi>
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
