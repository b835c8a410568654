// One choice from a long list, found by typing. The list may be given whole, or answered by a search (`onSearch`).
import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';
import { Icon } from './icon';
import { Popover } from './popover';

export interface SearchOption<V extends string> {
  value: V;
  label: string;
  /** Smaller, at the end of the row. */
  hint?: ReactNode;
  icon?: ReactNode;
  /** Shown, but not to be chosen; `hint` says why. */
  disabled?: boolean;
  /** Heading it stands under; options of one group must follow each other. */
  group?: string;
  /** Other words that find it. */
  keywords?: string[];
}

export interface SearchSelectProps<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly SearchOption<V>[];
  placeholder: string;
  searchPlaceholder: string;
  /** Said when nothing fits. */
  nothing: ReactNode;
  label: string;
  /** What the closed control shows; the chosen option's label unless told. */
  shown?: ReactNode;
  /** Answers what is typed; without it the options are filtered here. */
  onSearch?: (text: string) => void;
  disabled?: boolean;
  /** Dashed edge: a choice that is still open. */
  open?: boolean;
  className?: string;
}

const rowLook =
  'flex min-h-8 cursor-default items-center gap-2 rounded-[5px] px-2 data-[disabled=true]:text-ink-disabled data-[selected=true]:bg-hover max-tablet:min-h-11';

export function SearchSelect<V extends string>(props: SearchSelectProps<V>) {
  const { value, onChange, options, placeholder, searchPlaceholder, nothing, label, shown, onSearch } = props;
  const wiring = useFieldControl();
  const [expanded, setExpanded] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const groups = [...new Set(options.map((option) => option.group))];

  return (
    <Popover
      label={label}
      open={expanded}
      onOpenChange={(next) => {
        setExpanded(next);
        if (next) onSearch?.('');
      }}
      className="max-h-(--radix-popover-content-available-height) w-(--radix-popover-trigger-width) min-w-60 overflow-hidden p-0!"
      trigger={
        <button
          type="button"
          {...wiring}
          aria-label={`${label}: ${chosen?.label ?? placeholder}`}
          disabled={props.disabled}
          className={cn(
            'flex h-control w-full min-w-0 items-center gap-2 px-2.5 text-start focus-visible:border-focus focus-visible:shadow-[0_0_0_1px_var(--focus-color)] disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-ink-disabled max-tablet:h-10',
            controlLook,
            props.open && 'border-dashed text-ink-muted',
            props.className,
          )}
        >
          {shown ?? (
            <>
              {chosen?.icon}
              <span className={cn('flex-1 truncate', !chosen && 'text-ink-muted')}>{chosen?.label ?? placeholder}</span>
            </>
          )}
          <Icon of={ChevronDown} size={14} className="text-ink-muted" />
        </button>
      }
    >
      <Command
        shouldFilter={onSearch === undefined}
        label={label}
        className="grid max-h-80 grid-rows-[auto_minmax(0,1fr)]"
      >
        <Command.Input
          placeholder={searchPlaceholder}
          onValueChange={onSearch}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none focus-visible:shadow-none max-tablet:h-11 max-tablet:text-16"
        />
        <Command.List className="overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-ink-muted">{nothing}</Command.Empty>
          {groups.map((group) => (
            <Command.Group
              key={group ?? ''}
              heading={group}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
            >
              {options
                .filter((option) => option.group === group)
                .map((option) => (
                  <Command.Item
                    key={option.value}
                    value={option.value || 'none'}
                    keywords={[option.label, ...(option.keywords ?? [])]}
                    disabled={option.disabled}
                    onSelect={() => {
                      onChange(option.value);
                      setExpanded(false);
                    }}
                    className={rowLook}
                  >
                    {option.icon}
                    <span className="min-w-0 flex-1 truncate">{option.label}</span>
                    {option.hint && <span className="text-12 text-ink-muted">{option.hint}</span>}
                    {option.value === value && <Icon of={Check} size={14} className="text-accent-text" />}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
