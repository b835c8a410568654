// A sentence that must not be missed, inside a form or pane: what happened, and what to do.
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

const looks = {
  danger: { classes: 'bg-danger-soft text-danger', icon: CircleAlert },
  warning: { classes: 'bg-warning-soft text-warning', icon: TriangleAlert },
  info: { classes: 'bg-sunken text-ink-secondary', icon: Info },
};

export interface AlertProps {
  tone?: keyof typeof looks;
  icon?: LucideIcon;
  /** A link or small button at the end. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Alert({ tone = 'danger', icon, action, className, children }: AlertProps) {
  const look = looks[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-sm px-3 py-[9px] text-13',
        look.classes,
        className,
      )}
    >
      <div className="flex min-w-0 flex-[1_1_240px] items-start gap-[9px]">
        <Icon of={icon ?? look.icon} className="mt-0.5" />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
      {action}
    </div>
  );
}
