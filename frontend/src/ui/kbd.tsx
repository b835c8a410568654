// Keycaps of a shortcut, always left to right.
import { keycaps } from '../lib/shortcuts';
import { cn } from './cn';

/** `keys` as in the shortcut registry: `mod+k`, `g i`, `?`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  // Two elements: margins given by the caller follow the page's direction, the caps inside do not.
  return (
    <span className={cn('flex-none', className)}>
      <span dir="ltr" className="inline-flex gap-0.5">
        {keycaps(keys).map((cap) => (
          <kbd
            key={cap}
            className="min-w-[18px] rounded-xs border border-current/25 px-1 py-0.5 text-center font-sans text-11 leading-none font-medium"
          >
            {cap}
          </kbd>
        ))}
      </span>
    </span>
  );
}
