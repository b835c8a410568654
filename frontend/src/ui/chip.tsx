// Chips: a fact in a tint, a tag with its dot, and a filter that can be taken away.
import { cva, type VariantProps } from 'class-variance-authority';
import { type LucideIcon, X } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from './cn';
import { Icon } from './icon';

const look = cva(
  'inline-flex h-6 flex-none items-center gap-[5px] rounded-sm px-2 text-12 font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-ink-secondary',
        accent: 'bg-accent-soft text-accent-text',
        success: 'bg-success-soft text-success',
        warning: 'bg-warning-soft text-warning',
        danger: 'bg-danger-soft text-danger',
        line: 'text-ink-secondary shadow-edge',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export interface ChipProps extends VariantProps<typeof look> {
  icon?: LucideIcon;
  /** Shows a cross; `removeLabel` names it for screen readers. */
  onRemove?: () => void;
  removeLabel?: string;
  className?: string;
  children: ReactNode;
}

export function Chip({ tone, icon, onRemove, removeLabel, className, children }: ChipProps) {
  const { t } = useTranslation();
  return (
    <span className={cn(look({ tone }), onRemove && 'max-tablet:h-9', className)}>
      {icon && <Icon of={icon} size={14} />}
      {children}
      {onRemove && (
        <button
          type="button"
          onClick={onRemove}
          aria-label={removeLabel ?? t('actions.remove')}
          className="relative -me-[3px] text-ink-muted after:absolute after:-inset-2 hover:text-ink max-tablet:after:-inset-3.5"
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </span>
  );
}

const tagColours = [
  '--data-delivered',
  '--data-failed',
  '--info',
  '--data-uncertain',
  '--ch-instagram',
  '--text-muted',
];

/** A tag's colour, chosen by its name, so the same tag looks the same everywhere. */
export function TagDot({ name, className }: { name: string; className?: string }) {
  const tone = tagColours[hashOf(name) % tagColours.length];
  return (
    <i
      aria-hidden
      className={cn('size-[7px] flex-none rounded-full bg-(--dot)', className)}
      style={{ '--dot': `var(${tone})` } as CSSProperties}
    />
  );
}

/** A tag: its colour is only a dot. */
export function Tag({ name, onRemove }: { name: string; onRemove?: () => void }) {
  const { t } = useTranslation();
  return (
    <Chip onRemove={onRemove} removeLabel={t('actions.removeNamed', { name })}>
      <TagDot name={name} />
      <bdi>{name}</bdi>
    </Chip>
  );
}

/** A small, stable number for a text, to pick one of a few tones. */
export function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

export interface FilterChipProps {
  /** What is filtered ("Status"). */
  name: string;
  /** By what ("Open"). */
  value: ReactNode;
  onRemove: () => void;
}

export function FilterChip({ name, value, onRemove }: FilterChipProps) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex h-[26px] flex-none items-stretch overflow-hidden rounded-sm text-12 shadow-edge max-tablet:h-10">
      <span className="flex items-center px-2 text-ink-muted">{name}</span>
      <b className="flex items-center border-s border-line px-2 font-medium">{value}</b>
      <button
        type="button"
        onClick={onRemove}
        aria-label={t('actions.removeNamed', { name })}
        className="flex items-center border-s border-line px-[5px] text-ink-muted hover:bg-hover max-tablet:px-3 focus-visible:shadow-focus-inset"
      >
        <Icon of={X} size={14} />
      </button>
    </span>
  );
}
