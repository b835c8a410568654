// A part of the panel that folds; whether it is open is remembered in this browser.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { readPreference, writePreference } from '../../../lib/preferences';
import { Count } from '../../../ui/badge';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';

export interface SectionProps {
  /** Under which it is remembered. */
  name: string;
  title: string;
  count?: number;
  /** Folded until somebody opens it. */
  folded?: boolean;
  /** At the end of its heading, while open. */
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ name, title, count, folded, action, children }: SectionProps) {
  const id = useId();
  const remembered = `panel.${name}`;
  const [open, setOpen] = useState(() => (readPreference(remembered) ?? (folded ? 'folded' : 'open')) === 'open');
  function toggle() {
    setOpen(!open);
    writePreference(remembered, open ? 'folded' : 'open');
  }
  return (
    <section className="border-t border-line">
      <div className="flex min-h-10 items-center gap-1 pe-3">
        <h3 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={toggle}
            className="flex min-h-10 w-full items-center gap-1.5 ps-4 text-start text-12 font-semibold text-ink-secondary hover:text-ink focus-visible:shadow-focus-inset"
          >
            {title}
            {count !== undefined && count > 0 && <Count value={count} />}
            <Icon
              of={ChevronDown}
              size={14}
              className={cn('text-ink-muted transition-transform', !open && '-rotate-90 rtl:rotate-90')}
            />
          </button>
        </h3>
        {open && action}
      </div>
      <div id={id} hidden={!open} className="px-4 pb-3">
        {open && children}
      </div>
    </section>
  );
}

/** A line of the panel: the fact's name, and its value. */
export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[84px_minmax(0,1fr)] items-start gap-1 text-13 max-tablet:min-h-10">
      <dt className="flex min-h-8 items-center truncate text-ink-muted max-tablet:min-h-10">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
