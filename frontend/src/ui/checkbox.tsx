// A tick box. With a label it is one target; in tables it stands alone with an aria-label.
import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';
import { Icon } from './icon';

export interface CheckboxProps extends Omit<ComponentProps<typeof Radix.Root>, 'onChange' | 'onCheckedChange'> {
  onChange?: (checked: boolean) => void;
  label?: ReactNode;
  /** Second, quieter line under the label. */
  help?: ReactNode;
}

export function Checkbox({ checked, onChange, label, help, className, ...rest }: CheckboxProps) {
  const ownId = useId();
  const wiring = useFieldControl();
  const id = rest.id ?? (label ? ownId : wiring.id);
  const box = (
    <Radix.Root
      {...wiring}
      {...rest}
      id={id}
      checked={checked}
      onCheckedChange={(next) => onChange?.(next === true)}
      className={cn(
        'relative inline-grid size-4 flex-none place-items-center rounded-xs border border-line-control bg-surface transition-colors after:absolute after:-inset-2 max-tablet:after:-inset-3 disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=checked]:text-accent-contrast data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent data-[state=indeterminate]:text-accent-contrast',
        !label && className,
      )}
    >
      <Radix.Indicator>
        <Icon of={checked === 'indeterminate' ? Minus : Check} size={12} className="stroke-3" />
      </Radix.Indicator>
    </Radix.Root>
  );
  if (!label) return box;
  return (
    <div className={cn('flex items-start gap-2 text-13', className)}>
      <span className="flex h-[1.45em] items-center">{box}</span>
      <label htmlFor={id} className="grid">
        {label}
        {help && <span className="text-12 text-ink-muted">{help}</span>}
      </label>
    </div>
  );
}
