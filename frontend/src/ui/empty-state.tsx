// Nothing here yet: what this place is for, and the one thing to do.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** One or two sentences. */
  children?: ReactNode;
  /** The one action; a second, quieter one may follow. */
  action?: ReactNode;
  tone?: 'neutral' | 'danger';
  className?: string;
}

export function EmptyState({ icon, title, children, action, tone = 'neutral', className }: EmptyStateProps) {
  return (
    <div className={cn('m-auto grid max-w-80 justify-items-center px-5 py-10 text-center', className)}>
      <Icon
        of={icon}
        size={22}
        className={cn('mb-2 stroke-[1.5]', tone === 'danger' ? 'text-danger' : 'text-ink-muted')}
      />
      <h2 className="text-14 font-semibold">{title}</h2>
      {children && <p className="mt-0.5 text-13 text-pretty text-ink-muted">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
