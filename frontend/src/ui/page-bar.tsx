// The 52 px line at the top of every page: where you are, and what you can do here.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { cn } from './cn';
import { Icon } from './icon';

export interface PageBarProps {
  title: ReactNode;
  /** The page above; shown before the title, and as a back arrow on a phone. */
  parent?: { label: string; to: string };
  /** Beside the title: a status. */
  aside?: ReactNode;
  /** In the middle: a stepper. */
  middle?: ReactNode;
  /** At the end; the primary action last. */
  actions?: ReactNode;
  className?: string;
}

export function PageBar({ title, parent, aside, middle, actions, className }: PageBarProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Also the name of the browser's tab, kept in step whatever the title is made of.
  useEffect(() => {
    const text = heading.current?.textContent;
    document.title = text ? `${text} · Parley` : 'Parley';
  });
  return (
    <header
      className={cn(
        'flex h-bar flex-none items-center gap-2 border-b border-line bg-surface ps-6 pe-4 max-tablet:ps-4 max-tablet:pe-2',
        className,
      )}
    >
      {parent && (
        <>
          <Link
            to={parent.to}
            aria-label={parent.label}
            className="-ms-3 grid size-10 place-items-center tablet:hidden"
          >
            <Icon of={ChevronLeft} size={20} flip />
          </Link>
          <Link to={parent.to} className="text-13 text-ink-muted hover:text-ink max-tablet:hidden">
            {parent.label}
          </Link>
          <Icon of={ChevronRight} size={14} flip className="-mx-1 text-ink-muted max-tablet:hidden" />
        </>
      )}
      <h1 ref={heading} className="truncate text-14 font-semibold [&>bdi]:block [&>bdi]:truncate [&>bdi]:match-parent">
        {title}
      </h1>
      {aside}
      <div className="flex min-w-0 flex-1 justify-center">{middle}</div>
      {actions}
    </header>
  );
}

/** A second line under the bar, for tabs and filters. */
export function SubBar({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        'flex min-h-[46px] flex-none scrollbar-none items-center gap-2 border-b border-line ps-6 pe-4 max-tablet:overflow-x-auto max-tablet:ps-4 max-tablet:pe-2',
        className,
      )}
    >
      {children}
    </div>
  );
}
