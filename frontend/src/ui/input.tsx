// One line of text. `quiet` is for search only; an icon may lead, anything may trail.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';
import { Icon } from './icon';

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
  icon?: LucideIcon;
  /** A button, unit or keycap after the text. */
  trailing?: ReactNode;
  size?: 'md' | 'lg';
  /** Borderless, on a tint; for search. */
  quiet?: boolean;
}

export function Input({ icon, trailing, size = 'md', quiet, className, ...rest }: InputProps) {
  const wiring = useFieldControl();
  return (
    <span
      className={cn(
        'flex w-full min-w-0 items-center gap-2 px-2.5',
        controlLook,
        size === 'lg' ? 'h-10 text-14' : 'h-control max-tablet:h-10',
        quiet && 'not-has-focus-visible:border-transparent! bg-hover! hover:bg-pressed!',
        className,
      )}
    >
      {icon && <Icon of={icon} className="text-ink-muted" />}
      <input
        {...wiring}
        {...rest}
        className="h-full w-full min-w-0 bg-transparent outline-none focus-visible:shadow-none [&::-webkit-search-cancel-button]:appearance-none"
      />
      {trailing}
    </span>
  );
}
