// A menu of actions behind a button.
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { findFloating } from './floating';
import { Icon } from './icon';
import { Kbd } from './kbd';

export interface MenuProps {
  /** The button; one focusable child. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  label?: string;
  /** Held by the caller, for menus that a shortcut also opens. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

export function Menu(props: MenuProps) {
  const { trigger, align = 'end', side = 'bottom', label, open, onOpenChange, className, children } = props;
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={findFloating()}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={cn(
            'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-rise overflow-auto rounded-md bg-raised p-1 text-13 shadow-pop outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemLook =
  'flex min-h-[30px] cursor-default items-center gap-[9px] rounded-[5px] px-2 outline-none select-none data-disabled:text-ink-disabled data-highlighted:bg-hover max-tablet:min-h-10';

export interface MenuItemProps {
  icon?: LucideIcon;
  flipIcon?: boolean;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Shown with a tick; for choices. */
  checked?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, flipIcon, shortcut, danger, disabled, checked, onSelect, children }: MenuItemProps) {
  const content = (
    <>
      {icon && <Icon of={icon} flip={flipIcon} className={cn(!danger && 'text-ink-muted')} />}
      <span className="flex-1">{children}</span>
      {checked && <Icon of={Check} size={14} className="text-accent-text" />}
      {shortcut && <Kbd keys={shortcut} className="ms-3 max-tablet:hidden" />}
    </>
  );
  const classes = cn(itemLook, danger && 'text-danger');
  if (checked !== undefined) {
    return (
      <Radix.CheckboxItem checked={checked} disabled={disabled} onSelect={onSelect} className={classes}>
        {content}
      </Radix.CheckboxItem>
    );
  }
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={classes}>
      {content}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-2 my-1 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-0.5 text-11 font-medium text-ink-muted">{children}</Radix.Label>;
}
