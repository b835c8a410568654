// Facts about a person in two columns: the name of the fact, and its value to be changed in place.
import type { ReactNode } from 'react';
import { cn } from '../../../ui/cn';

export interface FactGroupProps {
  title: string;
  action?: ReactNode;
  /** Said instead of facts when there are none. */
  none?: ReactNode;
  /** Facts. */
  children?: ReactNode;
}

export function FactGroup({ title, action, none, children }: FactGroupProps) {
  return (
    <section className="border-b border-line px-6 py-4 last:border-0 max-tablet:px-4">
      <header className="mb-1.5 flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-14 font-semibold">{title}</h2>
        {action}
      </header>
      {none ? (
        <p className="text-13 text-ink-muted">{none}</p>
      ) : (
        <dl className="grid gap-x-8 desktop:grid-cols-2">{children}</dl>
      )}
    </section>
  );
}

export interface FactProps {
  label: ReactNode;
  /** Across both columns. */
  wide?: boolean;
  children: ReactNode;
}

export function Fact({ label, wide, children }: FactProps) {
  return (
    <div
      className={cn(
        'grid min-h-9 grid-cols-[128px_minmax(0,1fr)] items-start gap-1 py-0.5 text-13 max-tablet:min-h-11 max-tablet:grid-cols-[104px_minmax(0,1fr)]',
        wide && 'desktop:col-span-2',
      )}
    >
      <dt className="flex min-h-control items-center text-ink-muted max-tablet:min-h-10">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
