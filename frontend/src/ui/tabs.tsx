// Views of one thing, side by side, with an optional count each. Content is the page's own; this is the strip.
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Count } from './badge';
import { cn } from './cn';

export interface TabItem<V extends string> {
  value: V;
  label: ReactNode;
  count?: number;
}

export interface TabsProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  items: readonly TabItem<V>[];
  label: string;
  className?: string;
  /** The panel of the chosen tab. Leave out where the strip only filters what stands below. */
  children?: ReactNode;
}

export function Tabs<V extends string>({ value, onChange, items, label, className, children }: TabsProps<V>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const item = items.find((one) => one.value === next);
        if (item) onChange(item.value);
      }}
      className="contents"
    >
      <Radix.List
        aria-label={label}
        className={cn(
          'flex scrollbar-none gap-4 self-stretch overflow-x-auto text-13 font-medium text-ink-muted max-tablet:gap-[18px]',
          className,
        )}
      >
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            aria-controls={children === undefined ? '' : undefined}
            className="relative flex min-h-10 flex-none items-center gap-1.5 whitespace-nowrap hover:text-ink focus-visible:shadow-focus-inset data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-t-xs data-[state=active]:after:bg-accent-text"
          >
            {item.label}
            {item.count !== undefined && <Count value={item.count} />}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children !== undefined && (
        <Radix.Content value={value} className="contents outline-none">
          {children}
        </Radix.Content>
      )}
    </Radix.Root>
  );
}
