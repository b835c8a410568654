// A searchable list of choices inside a popover: type to find, arrows to move, Enter to take.
import { Command, defaultFilter } from 'cmdk';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../../ui/icon';

/** How the value of "add this" begins: offered last, so that Enter takes what is already there. */
export const addMark = '+';
const leastFound = 0.001;

/** By the words alone: the value is an id, whose letters nobody types on purpose. */
function score(value: string, search: string, keywords: string[] = []): number {
  return value.startsWith(addMark) ? leastFound : defaultFilter(keywords.join(' '), search);
}

export interface PickListProps {
  label: string;
  placeholder: string;
  /** Said when nothing fits. */
  nothing: ReactNode;
  typed?: string;
  onTyped?: (typed: string) => void;
  children: ReactNode;
}

export function PickList({ label, placeholder, nothing, typed, onTyped, children }: PickListProps) {
  return (
    <Command label={label} loop filter={score} className="flex max-h-80 flex-col">
      <Command.Input
        // The list may load after the popover has looked for something to focus.
        autoFocus
        value={typed}
        onValueChange={onTyped}
        placeholder={placeholder}
        dir="auto"
        maxLength={40}
        className="h-9 w-full flex-none border-b border-line bg-transparent px-3 outline-none focus-visible:shadow-none max-tablet:h-11 max-tablet:text-16"
      />
      {/* A sentence is no choice: it stands beside the list of them. */}
      <Command.Empty className="flex-none px-3 pt-3 pb-2 text-ink-muted">{nothing}</Command.Empty>
      <Command.List className="min-h-0 flex-1 scroll-py-1 overflow-y-auto p-1">{children}</Command.List>
    </Command>
  );
}

export interface PickItemProps {
  /** Unique, and not shown. */
  value: string;
  /** Words that find it. */
  keywords: string[];
  icon?: ReactNode;
  /** Smaller, at the end. */
  hint?: ReactNode;
  chosen?: boolean | 'some';
  onSelect: () => void;
  children: ReactNode;
}

export function PickItem({ value, keywords, icon, hint, chosen, onSelect, children }: PickItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-[5px] px-2 data-[selected=true]:bg-hover max-tablet:min-h-11"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="tabular flex-none text-12 text-ink-muted">{hint}</span>}
      {chosen && <Icon of={chosen === 'some' ? Minus : Check} size={14} className="flex-none text-accent-text" />}
    </Command.Item>
  );
}
