// What narrows the list: chips that can be taken away, and one pane with every filter.
import { leadStatuses, temperatures } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentsQuery } from '../../../lib/segments';
import { useCan, useSession } from '../../../lib/session';
import { membersQuery } from '../../../lib/team';
import { Button } from '../../../ui/button';
import { FilterChip } from '../../../ui/chip';
import { Field } from '../../../ui/field';
import { SubBar } from '../../../ui/page-bar';
import { Popover } from '../../../ui/popover';
import { Select, type SelectOption } from '../../../ui/select';
import { tagsQuery } from '../api';
import { type ChipKey, type ContactFilter, chipKeys } from '../filters';
import { KeepButton } from '../segments/keep-button';

interface FilterBarProps {
  filter: ContactFilter;
  onChange: (key: ChipKey, value: string | undefined) => void;
  onClear: () => void;
  /** Before the chips, on a phone: the search. */
  before?: ReactNode;
  /** At the end: export. */
  after?: ReactNode;
}

const anything = 'any';

/** What each filter may be set to, in the reader's language. */
function useFilterChoices(): Record<Exclude<ChipKey, 'source'>, SelectOption<string>[]> {
  const { t, i18n } = useTranslation('contacts');
  const { user } = useSession();
  const seesAll = useCan('contacts.viewAll');
  const seesTeam = useCan('team.read');
  const { data: members = [] } = useQuery({ ...membersQuery, enabled: seesAll && seesTeam });
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: segments = [] } = useQuery(segmentsQuery);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language on screen
  return useMemo(
    () => ({
      status: leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
      temperature: temperatures.map((value) => ({ value, label: t(`temperatures.${value}`) })),
      ownerId: seesAll
        ? [
            { value: user.id, label: t('owner.me') },
            { value: 'none', label: t('owner.none') },
            ...members.filter(({ id }) => id !== user.id).map(({ id, name }) => ({ value: id, label: name })),
          ]
        : [],
      tag: tags.map(({ name }) => ({ value: name, label: name })),
      optedOut: [
        { value: 'true', label: t('consent.out') },
        { value: 'false', label: t('consent.in') },
      ],
      segmentId: segments.map(({ id, name }) => ({ value: id, label: name })),
    }),
    [i18n.language, members, segments, tags, seesAll, user.id],
  );
}

export function FilterBar({ filter, onChange, onClear, before, after }: FilterBarProps) {
  const { t } = useTranslation('contacts');
  const choices = useFilterChoices();
  const active = chipKeys.filter((key) => filter[key] !== undefined);
  const wordsFor = (key: ChipKey, value: string) =>
    key === 'source' ? value : (choices[key].find((choice) => choice.value === value)?.label ?? value);
  const offered = chipKeys.filter((key) => key !== 'source').filter((key) => choices[key].length > 0);

  return (
    <SubBar className="ps-4!">
      {before}
      {active.map((key) => (
        <FilterChip
          key={key}
          name={t(`filters.${key}`)}
          value={<bdi>{wordsFor(key, String(filter[key]))}</bdi>}
          onRemove={() => onChange(key, undefined)}
        />
      ))}
      <Popover
        label={t('filters.add')}
        trigger={
          <Button variant="ghost" size="sm" icon={Plus}>
            {t('filters.add')}
          </Button>
        }
      >
        <div className="grid gap-3">
          {offered.map((key) => (
            <Field key={key} label={t(`filters.${key}`)}>
              <Select
                value={filter[key] ?? anything}
                onChange={(value) => onChange(key, value === anything ? undefined : value)}
                options={[{ value: anything, label: t('filters.anything') }, ...choices[key]]}
              />
            </Field>
          ))}
        </div>
      </Popover>
      {active.length > 1 && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
      <KeepButton filter={filter} />
      <span className="flex-1 max-tablet:hidden" />
      {after}
    </SubBar>
  );
}
