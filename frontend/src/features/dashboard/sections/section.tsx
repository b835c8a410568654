// A part of the dashboard: its heading, the way to more, and its content; parted from the others by hairlines.
import type { ReactNode } from 'react';
import { useId } from 'react';
import { cn } from '../../../ui/cn';
import { TextLink } from '../../../ui/text-link';

interface SectionProps {
  title: ReactNode;
  /** Beside the heading, quieter. */
  note?: ReactNode;
  more?: { to: string; label: string };
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Section({ title, note, more, aside, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn('min-w-0 border-b border-line px-6 py-4 max-tablet:px-4', className)}>
      <header className="mb-2 flex min-h-7 items-center gap-2">
        <h2 id={id} className="text-13 font-semibold">
          {title}
        </h2>
        {note && <span className="text-12 text-ink-muted">{note}</span>}
        <span className="ms-auto flex items-center gap-3">
          {aside}
          {more && (
            <TextLink to={more.to} className="text-12">
              {more.label}
            </TextLink>
          )}
        </span>
      </header>
      {children}
    </section>
  );
}
