// A thin bar for use against a limit, or for plain progress. It warns by itself near the limit.
import { cn } from './cn';

export interface MeterProps {
  value: number;
  max: number;
  /** What is measured, in words. */
  label: string;
  /** `limit` turns amber at 80 % and red at 100 %; `progress` keeps its colour; `off` is grey. */
  kind?: 'limit' | 'progress' | 'off';
  className?: string;
}

function colourOf(kind: MeterProps['kind'], share: number): string {
  if (kind === 'off') return 'bg-line-control';
  if (kind === 'limit' && share >= 1) return 'bg-data-failed';
  if (kind === 'limit' && share >= 0.8) return 'bg-data-uncertain';
  return 'bg-data-delivered';
}

export function Meter({ value, max, label, kind = 'limit', className }: MeterProps) {
  const share = max <= 0 ? 0 : Math.min(1, value / max);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles it can have take a name and a range
    <span
      role={kind === 'progress' ? 'progressbar' : 'meter'}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      className={cn('block h-1 overflow-hidden rounded-[2px] bg-data-track', className)}
    >
      <i
        className={cn('block h-full rounded-[2px] transition-[inline-size] duration-(--t)', colourOf(kind, share))}
        style={{ inlineSize: `${share * 100}%` }}
      />
    </span>
  );
}
