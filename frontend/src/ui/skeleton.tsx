// What stands where content will be: the same shape and height, so nothing shifts when it comes.
import { cn } from './cn';

export interface SkeletonProps {
  /** A line unless told. */
  shape?: 'line' | 'circle' | 'block';
  className?: string;
}

export function Skeleton({ shape = 'line', className }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={cn(
        'block animate-pulse bg-skeleton',
        shape === 'circle' ? 'flex-none rounded-full' : 'rounded-xs',
        shape === 'line' && 'h-2.5',
        shape === 'block' && 'rounded-md',
        className,
      )}
    />
  );
}

const widths = ['w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-2/3'];

/** Rows of a table or list that is loading. */
export function SkeletonRows({ rows = 8, avatar, className }: { rows?: number; avatar?: boolean; className?: string }) {
  return (
    <div aria-hidden className={className}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical, never reordered
        <div key={index} className="flex h-row items-center gap-4 border-b border-line px-6 max-tablet:px-4">
          {avatar && <Skeleton shape="circle" className="size-6" />}
          <span className="flex-[2]">
            <Skeleton className={widths[index % widths.length]} />
          </span>
          <span className="flex-1">
            <Skeleton className={widths[(index + 2) % widths.length]} />
          </span>
          <span className="flex-1 max-tablet:hidden">
            <Skeleton className={widths[(index + 4) % widths.length]} />
          </span>
        </div>
      ))}
    </div>
  );
}
