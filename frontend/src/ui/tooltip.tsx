// A dark label that names a control and its shortcut. Never the only place of a fact: touch has no hover.
import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { findFloating } from './floating';
import { Kbd } from './kbd';

export interface TooltipProps {
  label: ReactNode;
  shortcut?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}

/** Wraps one focusable child. Needs TooltipProvider above. */
export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={findFloating()}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 inline-flex max-w-72 animate-fade items-center gap-2 rounded-sm bg-ink px-2 py-1 text-12 text-surface"
        >
          {label}
          {shortcut && <Kbd keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const delayMs = 400;

/** Stands above every tooltip; the shell and the sign-in frame bring it, so that it loads with them and not before. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={delayMs}>{children}</Radix.Provider>;
}
