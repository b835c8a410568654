// One choice from a long list: a button like a select, and a search above the choices.
import { Command } from 'cmdk';
import { Check, ChevronDown, Search } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';
import { Icon } from './icon';
import { Popover } from './popover';

export interface SearchSelectOption {
  value: string;
  label: string;
  /** At the end of the row, smaller. */
  hint?: string;
}

export interface SearchSelectProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly SearchSelectOption[];
  /** Names the list and its search. */
  label: string;
  searchLabel: string;
  /** Said when nothing fits. */
  nothing: string;
  disabled?: boolean;
}

export function SearchSelect({ value, onChange, options, label, searchLabel, nothing, disabled }: SearchSelectProps) {
  const wiring = useFieldControl();
  const [open, setOpen] = useState(false);
  const chosen = options.find((one) => one.value === value);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="w-(--radix-popover-trigger-width)! min-w-72 p-0!"
      trigger={
        <button
          {...wiring}
          type="button"
          disabled={disabled}
          className={cn(
            'flex h-control w-full min-w-0 items-center gap-2 px-2.5 text-start focus-visible:border-focus focus-visible:shadow-[0_0_0_1px_var(--focus-color)] disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-ink-disabled max-tablet:h-10',
            controlLook,
          )}
        >
          <span className="flex-1 truncate">{chosen?.label ?? value}</span>
          {chosen?.hint && <span className="text-12 text-ink-muted">{chosen.hint}</span>}
          <Icon of={ChevronDown} size={14} className="text-ink-muted" />
        </button>
      }
    >
      <Command label={label} defaultValue={chosen?.label}>
        <div className="flex h-10 items-center gap-2 border-b border-line px-3">
          <Icon of={Search} className="text-ink-muted" />
          <Command.Input
            placeholder={searchLabel}
            className="h-full w-full bg-transparent text-13 outline-none focus-visible:shadow-none max-tablet:text-16"
          />
        </div>
        <Command.List className="max-h-64 overflow-auto p-1">
          <Command.Empty className="p-3 text-13 text-ink-muted">{nothing}</Command.Empty>
          {options.map((one) => (
            <Command.Item
              key={one.value}
              value={one.label}
              keywords={[one.value, one.hint ?? '']}
              onSelect={() => {
                onChange(one.value);
                setOpen(false);
              }}
              className="flex min-h-[30px] items-center gap-2 rounded-[5px] px-2 data-[selected=true]:bg-hover max-tablet:min-h-10"
            >
              <span className="flex-1 truncate">{one.label}</span>
              {one.hint && <span className="tabular text-12 text-ink-muted">{one.hint}</span>}
              {one.value === value && <Icon of={Check} size={14} className="text-accent-text" />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
