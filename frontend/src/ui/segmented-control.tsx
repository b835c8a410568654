// A choice of two to four, all visible: Reply | Note, List | Board.
import type { LucideIcon } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { cn } from './cn';
import { Icon } from './icon';

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon;
}

export interface SegmentedControlProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  segments: readonly Segment<V>[];
  label: string;
  className?: string;
}

export function SegmentedControl<V extends string>({
  value,
  onChange,
  segments,
  label,
  className,
}: SegmentedControlProps<V>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const segment = segments.find((one) => one.value === next);
        if (segment) onChange(segment.value);
      }}
      className={cn('inline-flex flex-none rounded-sm bg-hover p-0.5 text-12 font-medium text-ink-muted', className)}
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          className="flex h-[22px] items-center gap-[5px] rounded-[5px] px-[9px] whitespace-nowrap hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--line-strong)] max-tablet:h-10 max-tablet:px-3"
        >
          {segment.icon && <Icon of={segment.icon} size={14} />}
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
