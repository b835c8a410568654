// On or off, taking effect at once. For a choice inside a form that is saved later, use Checkbox.
import { Switch as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

export interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  help?: ReactNode;
  hideLabel?: boolean;
  disabled?: boolean;
  className?: string;
}

export function Switch({ checked, onChange, label, help, hideLabel, disabled, className }: SwitchProps) {
  const id = useId();
  return (
    <div className={cn('flex items-start justify-between gap-4 text-13', className)}>
      <label htmlFor={id} className={cn('grid', hideLabel && 'sr-only')}>
        <span className="font-medium">{label}</span>
        {help && <span className="text-12 text-ink-muted">{help}</span>}
      </label>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="relative h-[18px] w-8 flex-none rounded-full border border-line-control bg-hover transition-colors after:absolute after:-inset-2 disabled:cursor-not-allowed disabled:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full bg-line-control transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-contrast rtl:-translate-x-0.5 rtl:data-[state=checked]:-translate-x-4" />
      </Radix.Root>
    </div>
  );
}
