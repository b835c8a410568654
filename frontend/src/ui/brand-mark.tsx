// Parley's mark: a speech bubble that is also a P.
import { cn } from './cn';

export function BrandMark({ size = 22, className }: { size?: number; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cn('block flex-none text-accent-text', className)}
    >
      <path d="M6 21V11a6.5 6.5 0 1 1 6.5 6.5H9.5" />
    </svg>
  );
}
