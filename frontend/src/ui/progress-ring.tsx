// The same outcomes as a ring, with the share done in the middle.
import type { ReactNode } from 'react';
import { useFormat } from '../lib/format';
import { cn } from './cn';
import { type OutcomeCounts, outcomeColour, outcomeOrder, sumOutcomes } from './outcomes';

export interface ProgressRingProps {
  counts: OutcomeCounts;
  total: number;
  /** In words, for screen readers: "1,284 of 2,010". */
  label: string;
  /** Small line under the percentage; short. */
  caption?: ReactNode;
  /** Edge in pixels; 116 unless told. */
  size?: number;
  className?: string;
}

const radius = 50;
const around = 2 * Math.PI * radius;
const gap = 1;

export function ProgressRing({ counts, total, label, caption, size = 116, className }: ProgressRingProps) {
  const format = useFormat();
  const share = total === 0 ? 0 : Math.min(1, sumOutcomes(counts) / total);
  // 99.6 % is not yet all: the full hundred is kept for the end.
  const shown = share < 1 ? Math.min(share, 0.99) : 1;
  let before = 0;
  const arcs = outcomeOrder.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    if (count === 0 || total === 0) return [];
    const length = (count / total) * around;
    const arc = { outcome, length: Math.max(length - gap, 1), offset: -before };
    before += length;
    return [arc];
  });
  return (
    <span className={cn('relative inline-grid flex-none place-items-center', className)}>
      <svg viewBox="0 0 116 116" width={size} height={size} role="img" aria-label={label}>
        <circle cx="58" cy="58" r={radius} fill="none" stroke="var(--data-track)" strokeWidth="8" />
        {arcs.map((arc) => (
          <circle
            key={arc.outcome}
            cx="58"
            cy="58"
            r={radius}
            fill="none"
            stroke={outcomeColour[arc.outcome]}
            strokeWidth="8"
            strokeDasharray={`${arc.length} ${around}`}
            strokeDashoffset={arc.offset}
            transform="rotate(-90 58 58)"
          />
        ))}
      </svg>
      <span aria-hidden className="absolute grid justify-items-center leading-tight">
        <span className="tabular text-[25px] font-semibold tracking-[-0.02em]">{format.percent(shown)}</span>
        {caption && <span className="tabular text-11 text-ink-muted">{caption}</span>}
      </span>
    </span>
  );
}
