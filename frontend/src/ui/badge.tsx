// Small marks beside a name: a neutral badge, an unread pill, a quiet count.
import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { FormattedNumber } from './formatted-number';

const look = cva(
  'inline-flex h-[18px] flex-none items-center rounded-xs px-1.5 text-11 leading-none font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-ink-secondary',
        accent: 'bg-accent-soft text-accent-text',
        success: 'bg-success-soft text-success',
        warning: 'bg-warning-soft text-warning',
        danger: 'bg-danger-soft text-danger',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof look>['tone']>;

export function Badge({ tone, className, children }: { tone?: BadgeTone; className?: string; children: ReactNode }) {
  return <span className={cn(look({ tone }), className)}>{children}</span>;
}

/** Unread messages, and nothing else. `label` says the number in words ("3 unread"). */
export function Pill({ value, label, className }: { value: number; label: string; className?: string }) {
  if (value <= 0) return null;
  return (
    <span
      role="img"
      aria-label={label}
      className={cn(
        'tabular inline-grid h-[18px] min-w-[18px] flex-none place-items-center rounded-full bg-accent px-[5px] text-11 leading-none font-semibold text-accent-contrast',
        className,
      )}
    >
      {value > 99 ? '99+' : value}
    </span>
  );
}

/** A quiet number at the end of a row, tab or heading. */
export function Count({ value, className }: { value: number; className?: string }) {
  return (
    <span className={cn('text-12 font-regular text-ink-muted', className)}>
      <FormattedNumber value={value} />
    </span>
  );
}
