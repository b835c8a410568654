// One of a few choices, each explained in place. Rows, not cards; the chosen one is tinted.
import { RadioGroup as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';

export interface RadioOption<V extends string> {
  value: V;
  label: ReactNode;
  help?: ReactNode;
  /** At the end of the row: a count, a badge. */
  aside?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly RadioOption<V>[];
  label: string;
  className?: string;
}

export function RadioGroup<V extends string>({ value, onChange, options, label, className }: RadioGroupProps<V>) {
  const base = useId();
  const { id: _fieldId, ...wiring } = useFieldControl();
  return (
    <Radix.Root
      {...wiring}
      aria-label={label}
      value={value ?? null}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option) onChange(option.value);
      }}
      className={cn('grid overflow-hidden rounded-md border border-line-strong', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${base}-${option.value}`}
          className="flex items-start gap-3 border-line px-4 py-3 not-first:border-t has-disabled:text-ink-disabled has-data-[state=checked]:bg-selected"
        >
          <Radix.Item
            id={`${base}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 grid size-4 flex-none place-items-center rounded-full border border-line-control bg-surface data-[state=checked]:border-accent data-[state=checked]:bg-accent"
          >
            <Radix.Indicator className="block size-1.5 rounded-full bg-accent-contrast" />
          </Radix.Item>
          <span className="grid flex-1 text-13">
            <span className="font-medium">{option.label}</span>
            {option.help && <span className="text-ink-muted">{option.help}</span>}
          </span>
          {option.aside}
        </label>
      ))}
    </Radix.Root>
  );
}
