// Chooses contacts one by one: search, tick, and see who is chosen.
import { useQuery } from '@tanstack/react-query';
import { Search, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignPerson } from '../../../lib/campaign-people';
import { useFormat } from '../../../lib/format';
import { useDebounced } from '../../../lib/use-debounced';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Chip } from '../../../ui/chip';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Input } from '../../../ui/input';
import { SkeletonRows } from '../../../ui/skeleton';
import { TextLink } from '../../../ui/text-link';
import { contactPickQuery } from '../api';

const chipsShown = 8;

interface ContactPickerProps {
  people: readonly CampaignPerson[];
  onChange: (people: CampaignPerson[]) => void;
}

export function ContactPicker({ people, onChange }: ContactPickerProps) {
  const { t } = useTranslation('campaigns');
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const query = useQuery(contactPickQuery(search));
  const slow = useSlow(query.isPending);
  const chosen = new Set(people.map((person) => person.id));
  const shown = query.data ?? [];
  const reachable = shown.filter((contact) => contact.phone !== null && contact.optedOutAt === null);
  const unticked = reachable.filter((contact) => !chosen.has(contact.id));

  function toggle(person: CampaignPerson, on: boolean) {
    onChange(on ? [...people, person] : people.filter((one) => one.id !== person.id));
  }

  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="flex items-center gap-2 border-b border-line p-2">
        <Input
          quiet
          type="search"
          icon={Search}
          value={typed}
          aria-label={t('picker.search')}
          placeholder={t('picker.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button
          size="sm"
          disabled={unticked.length === 0}
          onClick={() => onChange([...people, ...unticked.map(({ id, name, phone }) => ({ id, name, phone }))])}
        >
          {t('picker.addShown', { count: unticked.length })}
        </Button>
      </div>
      <div className="h-72 overflow-y-auto" aria-busy={query.isFetching}>
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {slow && <SkeletonRows rows={7} avatar />}
        {query.isSuccess && shown.length === 0 && (
          <EmptyState
            icon={Users}
            title={search ? t('picker.nothing') : t('picker.noContacts')}
            action={!search && <TextLink to="/contacts/import">{t('picker.import')}</TextLink>}
          >
            {search ? t('picker.nothingHelp') : t('picker.noContactsHelp')}
          </EmptyState>
        )}
        <ul aria-label={t('picker.results')}>
          {shown.map(({ id, name, phone, optedOutAt }) => {
            const barred = optedOutAt !== null ? t('picker.optedOut') : phone === null ? t('picker.noPhone') : null;
            return (
              <li key={id} className="border-b border-line last:border-0">
                <label
                  htmlFor={`pick-${id}`}
                  className="flex min-h-row items-center gap-3 px-3 py-1 text-13 not-has-disabled:hover:bg-sunken max-tablet:min-h-12"
                >
                  <Checkbox
                    id={`pick-${id}`}
                    aria-label={name}
                    checked={chosen.has(id)}
                    disabled={barred !== null && !chosen.has(id)}
                    onChange={(on) => toggle({ id, name, phone }, on)}
                  />
                  <Avatar id={id} name={name} size={24} />
                  <bdi className="flex-1 truncate match-parent">{name}</bdi>
                  {barred ? (
                    <span className="text-12 text-ink-muted">{barred}</span>
                  ) : (
                    phone && <PhoneNumber value={phone} className="text-12 text-ink-muted" />
                  )}
                </label>
              </li>
            );
          })}
        </ul>
      </div>
      <ChosenPeople people={people} onRemove={(person) => toggle(person, false)} onClear={() => onChange([])} />
    </div>
  );
}

interface ChosenProps {
  people: readonly CampaignPerson[];
  onRemove: (person: CampaignPerson) => void;
  onClear: () => void;
}

function ChosenPeople({ people, onRemove, onClear }: ChosenProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const hidden = people.length - chipsShown;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-1.5 border-t border-line bg-sunken px-3 py-2 text-12">
      <span aria-live="polite" className="me-1 font-medium">
        {t('picker.chosen', { count: people.length, number: format.number(people.length) })}
      </span>
      {people.slice(-chipsShown).map((person) => (
        <Chip
          key={person.id}
          tone="line"
          onRemove={() => onRemove(person)}
          removeLabel={t('common:actions.removeNamed', { name: person.name })}
        >
          <bdi>{person.name}</bdi>
        </Chip>
      ))}
      {hidden > 0 && <span className="text-ink-muted">{t('picker.more', { number: format.number(hidden) })}</span>}
      {people.length > 0 && (
        <Button variant="ghost" size="sm" className="ms-auto" onClick={onClear}>
          {t('common:actions.clearSelection')}
        </Button>
      )}
    </div>
  );
}
