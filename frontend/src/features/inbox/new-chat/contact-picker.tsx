// Finds one person by name, phone or e-mail; arrows choose, Enter takes.
import type { Contact } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../../lib/use-debounced';
import { Avatar } from '../../../ui/avatar';
import { cn } from '../../../ui/cn';
import { Field } from '../../../ui/field';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
import { contactSearchQuery } from '../api';

export interface ContactPickerProps {
  chosenId: string | undefined;
  /** Known before any search. */
  given: Contact | undefined;
  onChoose: (contactId: string) => void;
  /** Enter on the one already chosen. */
  onSubmit: (contactId: string) => void;
}

export function ContactPicker({ chosenId, given, onChoose, onSubmit }: ContactPickerProps) {
  const { t } = useTranslation('inbox');
  const listId = useId();
  const [typed, setTyped] = useState('');
  const wanted = useDebounced(typed.trim());
  const { data, isFetching } = useQuery(contactSearchQuery(wanted));
  const found = wanted.length < 2 ? (given ? [given] : []) : (data ?? []);
  const chosenIndex = found.findIndex((one) => one.id === chosenId);

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = found[Math.max(0, Math.min(found.length - 1, chosenIndex + step))];
      if (next) onChoose(next.id);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const current = found[chosenIndex];
      const first = found[0];
      if (current) onSubmit(current.id);
      else if (first) onChoose(first.id);
    }
  }

  return (
    <div className="grid gap-2">
      <Field label={t('newChat.to')}>
        <Input
          icon={Search}
          dir="auto"
          value={typed}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={found.length > 0 ? listId : undefined}
          aria-activedescendant={chosenIndex >= 0 ? `${listId}-${chosenId}` : undefined}
          placeholder={t('newChat.search')}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <div className="h-52 overflow-auto rounded-sm border border-line">
        {found.length > 0 ? (
          <div id={listId} role="listbox" aria-label={t('newChat.results')}>
            {found.map((one) => (
              <button
                key={one.id}
                id={`${listId}-${one.id}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={one.id === chosenId}
                onClick={() => onChoose(one.id)}
                className="flex h-11 w-full items-center gap-3 px-3 text-start hover:bg-hover aria-selected:bg-selected"
              >
                <Avatar id={one.id} name={one.name} size={26} />
                <bdi className="min-w-0 flex-1 truncate text-13 font-medium match-parent">{one.name}</bdi>
                {one.phone && <PhoneNumber value={one.phone} className="text-12 text-ink-muted" />}
                <Icon of={Check} size={14} className={cn('text-accent-text', one.id !== chosenId && 'invisible')} />
              </button>
            ))}
          </div>
        ) : (
          <p role="status" className="p-3 text-13 text-ink-muted">
            {wanted.length < 2 ? t('newChat.typeMore') : isFetching ? t('newChat.searching') : t('newChat.nobody')}
          </p>
        )}
      </div>
    </div>
  );
}
