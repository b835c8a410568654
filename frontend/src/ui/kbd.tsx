// Keycaps of a shortcut, always left to right.
import { keycaps } from '../lib/shortcuts';
import { cn } from './cn';

/** `keys` as in the shortcut registry: `mod+k`, `g i`, `?`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span dir="ltr" className={cn('inline-flex flex-none gap-0.5', className)}>
      {keycaps(keys).map((cap) => (
        <kbd
          key={cap}
          className="min-w-[18px] rounded-xs border border-current/25 px-1 py-0.5 text-center font-sans text-11 leading-none font-medium opacity-80"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
