// A status is icon + word + colour, never colour alone. The normal case is grey: colour is for what needs a person.
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleSlash,
  Clock,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

export type StatusTone = 'neutral' | 'success' | 'warning' | 'danger' | 'info' | 'accent';

/** Icons by what they mean, so that one meaning has one icon everywhere. */
export const statusIcons = {
  done: CircleCheck,
  failed: CircleAlert,
  attention: TriangleAlert,
  waiting: Clock,
  running: LoaderCircle,
  paused: CirclePause,
  draft: CircleDashed,
  skipped: CircleSlash,
  unknown: CircleHelp,
} satisfies Record<string, LucideIcon>;

const colour: Record<StatusTone, string> = {
  neutral: 'text-ink-muted',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
  info: 'text-info',
  accent: 'text-accent-text',
};

export interface StatusProps {
  tone?: StatusTone;
  icon: keyof typeof statusIcons | LucideIcon;
  size?: 'sm' | 'md';
  className?: string;
  /** The word. */
  children: ReactNode;
}

export function Status({ tone = 'neutral', icon, size = 'sm', className, children }: StatusProps) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-[5px] align-middle font-medium whitespace-nowrap',
        size === 'sm' ? 'text-12' : 'text-13',
        colour[tone],
        className,
      )}
    >
      <Icon
        of={typeof icon === 'string' ? statusIcons[icon] : icon}
        size={14}
        className={icon === 'running' ? 'animate-spin' : undefined}
      />
      {children}
    </span>
  );
}
