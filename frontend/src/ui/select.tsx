// One choice from a short list. For long lists use a searchable popover.
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';
import { findFloating } from './floating';
import { Icon } from './icon';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** Smaller, second line. */
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
  /** Needed where no Field names it. */
  label?: string;
  disabled?: boolean;
  size?: 'md' | 'lg';
  className?: string;
}

export function Select<V extends string>({
  value,
  onChange,
  options,
  placeholder,
  label,
  disabled,
  size = 'md',
  className,
}: SelectProps<V>) {
  const wiring = useFieldControl();
  const chosen = options.find((option) => option.value === value);
  return (
    <Radix.Root value={value ?? ''} onValueChange={(next) => pick(next, options, onChange)} disabled={disabled}>
      <Radix.Trigger
        {...wiring}
        aria-label={label}
        className={cn(
          'flex w-full min-w-0 items-center gap-2 px-2.5 text-start focus-visible:border-focus focus-visible:shadow-[0_0_0_1px_var(--focus-color)] aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-ink-disabled data-placeholder:text-ink-muted',
          controlLook,
          size === 'lg' ? 'h-10 text-14' : 'h-control max-tablet:h-10',
          className,
        )}
      >
        {chosen?.icon}
        <span className="flex-1 truncate">
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <Icon of={ChevronDown} size={14} className="text-ink-muted" />
      </Radix.Trigger>
      <Radix.Portal container={findFloating()}>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-md bg-raised p-1 text-13 shadow-pop"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="flex min-h-[30px] cursor-default items-center gap-2 rounded-[5px] px-2 py-1 outline-none select-none data-disabled:text-ink-disabled data-highlighted:bg-hover max-tablet:min-h-10"
              >
                {option.icon}
                <span className="grid flex-1">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint && <small className="text-12 text-ink-muted">{option.hint}</small>}
                </span>
                <Radix.ItemIndicator>
                  <Icon of={Check} size={14} className="text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function pick<V extends string>(next: string, options: readonly SelectOption<V>[], onChange: (value: V) => void): void {
  const option = options.find((one) => one.value === next);
  if (option) onChange(option.value);
}
