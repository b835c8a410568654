// A few numbers in a row, parted by hairlines. For the top of a page; not cards.
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface Stat {
  key: string;
  label: ReactNode;
  value: ReactNode;
  /** Beside the number, smaller. */
  note?: ReactNode;
}

export function StatLine({ stats, className }: { stats: readonly Stat[]; className?: string }) {
  return (
    <dl
      className={cn(
        'flex flex-none border-b border-line px-6 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4',
        className,
      )}
    >
      {stats.map((stat) => (
        <div
          key={stat.key}
          className="me-6 min-w-[118px] flex-none border-e border-line py-3 pe-6 last:me-0 last:border-0 max-tablet:me-0 max-tablet:border-0 max-tablet:py-2"
        >
          <dt className="text-12 text-ink-muted">{stat.label}</dt>
          <dd className="tabular text-20 font-semibold">
            {stat.value}
            {stat.note && (
              <small className="ms-1 inline-block text-12 font-regular tracking-normal text-ink-muted">
                {stat.note}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
