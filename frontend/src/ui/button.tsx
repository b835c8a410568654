// The button. One primary per region; while it works it keeps its width and shows a spinner in the icon's place.
import { cva, type VariantProps } from 'class-variance-authority';
import type { LucideIcon } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Icon } from './icon';
import { Kbd } from './kbd';
import { Spinner } from './spinner';

const look = cva(
  'inline-flex flex-none items-center gap-1.5 rounded-sm font-medium whitespace-nowrap select-none transition-colors focus-visible:shadow-focus aria-disabled:cursor-not-allowed disabled:cursor-not-allowed disabled:bg-hover disabled:text-ink-disabled disabled:shadow-none',
  {
    variants: {
      variant: {
        secondary:
          'bg-surface text-ink shadow-edge enabled:hover:bg-hover enabled:active:bg-pressed [a&]:hover:bg-hover',
        primary:
          'bg-accent text-accent-contrast enabled:hover:bg-accent-hover enabled:active:bg-accent-active [a&]:hover:bg-accent-hover',
        ghost:
          'text-ink-secondary enabled:hover:bg-hover enabled:active:bg-pressed disabled:bg-transparent [a&]:hover:bg-hover',
        danger: 'bg-surface text-danger shadow-edge enabled:hover:bg-danger-soft enabled:active:bg-danger-soft',
        dangerSolid: 'bg-danger-solid text-danger-contrast enabled:hover:brightness-95 enabled:active:brightness-90',
      },
      size: {
        sm: 'h-control-sm gap-[5px] px-2 text-12 max-tablet:h-10 max-tablet:px-3 max-tablet:text-13',
        md: 'h-control px-[11px] text-13 max-tablet:h-10',
        lg: 'h-10 justify-center px-4 text-14',
      },
      wide: { true: 'w-full justify-center' },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof look> {
  icon?: LucideIcon;
  /** Mirror the icon in right-to-left. */
  flipIcon?: boolean;
  /** Working: not pressable, spinner shown, width kept. */
  busy?: boolean;
  /** Shown as keycaps; register the shortcut with useShortcuts. */
  shortcut?: string;
  /** Draw the single child (a Link) as this button. Icon and shortcut are then the child's own business. */
  asChild?: boolean;
}

export function Button({
  variant,
  size,
  wide,
  icon,
  flipIcon,
  busy,
  shortcut,
  asChild,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = cn(look({ variant, size, wide }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  const quietIcon = variant === undefined || variant === 'secondary' || variant === 'ghost';
  return (
    <button type={type} className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? (
        <Spinner className="-ms-0.5" />
      ) : (
        icon && <Icon of={icon} flip={flipIcon} className={cn('-ms-0.5', quietIcon && !disabled && 'text-ink-muted')} />
      )}
      {children}
      {shortcut && <Kbd keys={shortcut} className="ms-0.5 -me-[3px] max-tablet:hidden" />}
    </button>
  );
}
