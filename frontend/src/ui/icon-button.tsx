// A button that is only an icon: named for screen readers, explained by a tooltip with its shortcut.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Icon } from './icon';
import { Spinner } from './spinner';
import { Tooltip, type TooltipProps } from './tooltip';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** What it does; the accessible name and the tooltip. */
  label: string;
  shortcut?: string;
  flip?: boolean;
  /** Pressed look, for toggles; also sets aria-pressed. */
  on?: boolean;
  busy?: boolean;
  size?: 'sm' | 'md';
  tooltipSide?: TooltipProps['side'];
}

export function IconButton({
  icon,
  label,
  shortcut,
  flip,
  on,
  busy,
  size = 'md',
  tooltipSide,
  className,
  disabled,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type={type}
        aria-label={label}
        aria-pressed={on}
        disabled={disabled || busy}
        className={cn(
          'inline-grid flex-none place-items-center rounded-sm text-ink-muted transition-colors enabled:hover:bg-hover enabled:hover:text-ink enabled:active:bg-pressed disabled:cursor-not-allowed disabled:text-ink-disabled max-tablet:size-10',
          size === 'sm' ? 'size-6' : 'size-[30px]',
          on && 'bg-hover text-ink',
          className,
        )}
        {...rest}
      >
        {busy ? <Spinner /> : <Icon of={icon} flip={flip} size={size === 'sm' ? 14 : 16} />}
      </button>
    </Tooltip>
  );
}
