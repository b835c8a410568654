// One way to draw an icon: lucide's, in our weight and size, silent for screen readers.
import type { LucideIcon } from 'lucide-react';
import { cn } from './cn';

export interface IconProps {
  of: LucideIcon;
  /** Edge in pixels; 16 unless told. */
  size?: number;
  /** Mirrors in right-to-left; for arrows, chevrons and the megaphone. */
  flip?: boolean;
  className?: string;
}

export function Icon({ of: Drawing, size = 16, flip, className }: IconProps) {
  return (
    <Drawing
      aria-hidden
      focusable={false}
      size={size}
      strokeWidth={1.75}
      className={cn('block flex-none', flip && 'flip', className)}
    />
  );
}
