// Steps as bars over the first one: how many got that far, and their share.
import type { ReactNode } from 'react';
import { cn } from './cn';
import { FormattedNumber, FormattedPercent } from './formatted-number';

export interface FunnelStep {
  key: string;
  label: ReactNode;
  value: number;
  /** A token: `var(--data-read)`. */
  colour: string;
  /** 0–1, shown at the end; left out for the first step. */
  share?: number;
}

export function Funnel({ steps, className }: { steps: readonly FunnelStep[]; className?: string }) {
  const most = Math.max(1, ...steps.map((step) => step.value));
  return (
    <dl className={cn('grid gap-y-[7px] text-13', className)}>
      {steps.map((step) => (
        <div key={step.key} className="grid grid-cols-[minmax(76px,auto)_minmax(0,1fr)_56px_52px] items-center gap-x-3">
          <dt>{step.label}</dt>
          <dd aria-hidden>
            <span
              className="block h-[18px] min-w-0.5 rounded-[3px] transition-[inline-size] duration-(--t)"
              style={{ inlineSize: `${(step.value / most) * 100}%`, background: step.colour }}
            />
          </dd>
          <dd className="text-end font-medium">
            <FormattedNumber value={step.value} />
          </dd>
          <dd className="text-end text-12 text-ink-muted">
            {step.share !== undefined && <FormattedPercent share={step.share} digits={1} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
