// A segmented bar of outcomes over the whole audience: read, delivered, sent, failed, uncertain, then what is left.
import { cn } from './cn';
import { type OutcomeCounts, outcomeColour, outcomeOrder, sumOutcomes } from './outcomes';

export interface ProgressBarProps {
  counts: OutcomeCounts;
  total: number;
  /** What is progressing, with its number: "1,284 of 2,010 done". */
  label: string;
  className?: string;
}

export function ProgressBar({ counts, total, label, className }: ProgressBarProps) {
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(sumOutcomes(counts), total)}
      className={cn('flex h-1.5 w-full gap-px overflow-hidden rounded-[3px] bg-data-track', className)}
    >
      {outcomeOrder.map((outcome) => {
        const count = counts[outcome] ?? 0;
        if (count === 0 || total === 0) return null;
        return (
          <i
            key={outcome}
            className="block h-full min-w-0.5 transition-[inline-size] duration-(--t)"
            style={{ inlineSize: `${(count / total) * 100}%`, background: outcomeColour[outcome] }}
          />
        );
      })}
    </span>
  );
}
