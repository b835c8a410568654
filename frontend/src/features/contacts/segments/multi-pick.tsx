// Several of a list, ticked in a small pane; what is chosen stands in the closed control.
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Count } from '../../../ui/badge';
import { Checkbox } from '../../../ui/checkbox';
import { cn } from '../../../ui/cn';
import { controlLook } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
import { Popover } from '../../../ui/popover';

export interface PickOption {
  value: string;
  label: string;
  /** How many people have it. */
  count?: number;
}

interface MultiPickProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  options: readonly PickOption[];
  label: string;
  className?: string;
}

/** Longer lists can be searched. */
const searchFrom = 9;

export function MultiPick({ value, onChange, options, label, className }: MultiPickProps) {
  const { t } = useTranslation('contacts');
  const base = useId();
  const [typed, setTyped] = useState('');
  // What was chosen once stays to be seen, also when nobody has it any more.
  const gone = value.filter((one) => !options.some((option) => option.value === one));
  const all: PickOption[] = [...options, ...gone.map((one) => ({ value: one, label: one }))];
  const chosen = all.filter((option) => value.includes(option.value));
  const shown = all.filter((option) => option.label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <Popover
      label={label}
      className="grid max-h-72 gap-1 overflow-auto p-1.5!"
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${chosen.map((option) => option.label).join(', ') || t('segments.choose')}`}
          className={cn(
            'flex h-control w-full min-w-0 items-center gap-2 px-2.5 text-start max-tablet:h-10',
            controlLook,
            className,
          )}
        >
          <span className={cn('min-w-0 flex-1 truncate', chosen.length === 0 && 'text-ink-muted')}>
            {chosen.length === 0 ? t('segments.choose') : <bdi>{chosen.map((option) => option.label).join(', ')}</bdi>}
          </span>
          <Icon of={ChevronDown} size={14} className="text-ink-muted" />
        </button>
      }
    >
      {all.length >= searchFrom && (
        <Input
          value={typed}
          aria-label={t('segments.find')}
          placeholder={t('segments.find')}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {shown.length === 0 && <p className="px-2 py-1.5 text-ink-muted">{t('segments.nothing')}</p>}
      <ul>
        {shown.map((option) => (
          <li key={option.value}>
            <label
              htmlFor={`${base}-${option.value}`}
              className="flex min-h-8 items-center gap-2.5 rounded-[5px] px-2 hover:bg-hover max-tablet:min-h-11"
            >
              <Checkbox
                id={`${base}-${option.value}`}
                aria-label={option.label}
                checked={value.includes(option.value)}
                onChange={(on) => onChange(on ? [...value, option.value] : value.filter((one) => one !== option.value))}
              />
              <bdi className="min-w-0 flex-1 truncate match-parent">{option.label}</bdi>
              {option.count !== undefined && <Count value={option.count} />}
            </label>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
