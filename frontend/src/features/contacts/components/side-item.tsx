// One list at the side of the table, with its size.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Count } from '../../../ui/badge';

interface SideItemProps {
  to: string;
  current: boolean;
  icon: ReactNode;
  label: ReactNode;
  count?: number | undefined;
  /** Shown instead of the count while the row is pointed at or holds the focus. */
  action?: ReactNode;
}

export function SideItem({ to, current, icon, label, count, action }: SideItemProps) {
  return (
    <li className="group/item relative">
      <Link
        to={to}
        aria-current={current ? 'page' : undefined}
        className="flex h-[30px] items-center gap-[9px] rounded-sm px-2 text-13 text-ink-secondary hover:bg-hover aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-ink [&>svg]:text-ink-muted"
      >
        {icon}
        <span className="min-w-0 flex-1 truncate match-parent">{label}</span>
        {count !== undefined && (
          <Count
            value={count}
            className={action ? 'group-focus-within/item:invisible group-hover/item:invisible' : ''}
          />
        )}
      </Link>
      {action && (
        <span className="absolute inset-y-0 end-0.5 flex items-center opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100">
          {action}
        </span>
      )}
    </li>
  );
}
