// Table parts: sticky head, quiet hover, group rows, and rows that become blocks on a phone (`stack`).
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

export interface TableProps extends ComponentProps<'table'> {
  /** On a phone each row becomes a block: first cell wide, the rest below. */
  stack?: boolean;
  /** 50 px rows, for rows with two lines. */
  roomy?: boolean;
}

export function Table({ stack, roomy, className, ...rest }: TableProps) {
  return (
    <table
      data-stack={stack || undefined}
      className={cn(
        'group/table w-full border-separate border-spacing-0 text-13',
        roomy ? '[--row:50px]' : '[--row:var(--h-row)]',
        stack && 'max-tablet:block [&>tbody]:max-tablet:block [&>thead]:max-tablet:sr-only',
        className,
      )}
      {...rest}
    />
  );
}

export interface ThProps extends ComponentProps<'th'> {
  /** Figures stand at the end, under their heading. */
  numeric?: boolean;
  /** Current order when this column sorts; `onSort` makes the heading a button. */
  sorted?: 'ascending' | 'descending';
  onSort?: () => void;
}

export function Th({ numeric, sorted, onSort, className, children, ...rest }: ThProps) {
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={cn(
        'sticky top-0 z-1 h-[34px] border-b border-line bg-surface px-3 text-12 font-medium whitespace-nowrap text-ink-muted first:ps-6 last:pe-4 max-tablet:first:ps-4',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
      {...rest}
    >
      {onSort ? (
        <button type="button" onClick={onSort} className="inline-flex items-center gap-1 hover:text-ink">
          {children}
          {sorted && <Icon of={sorted === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export interface TrProps extends ComponentProps<'tr'> {
  selected?: boolean;
}

export function Tr({ selected, className, ...rest }: TrProps) {
  return (
    <tr
      aria-selected={selected}
      className={cn(
        'group/row [--ring:var(--surface)] group-data-stack/table:max-tablet:grid group-data-stack/table:max-tablet:grid-cols-[minmax(0,1fr)_auto] group-data-stack/table:max-tablet:items-center group-data-stack/table:max-tablet:gap-x-3 group-data-stack/table:max-tablet:gap-y-1.5 group-data-stack/table:max-tablet:border-b group-data-stack/table:max-tablet:border-line group-data-stack/table:max-tablet:px-4 group-data-stack/table:max-tablet:py-2.5',
        className,
      )}
      {...rest}
    />
  );
}

export interface TdProps extends ComponentProps<'td'> {
  numeric?: boolean;
  /** Lets text break; cells keep one line otherwise. */
  wrap?: boolean;
  /** In a stacked table on a phone: across the whole block, or not shown. */
  onPhone?: 'wide' | 'hidden';
}

export function Td({ numeric, wrap, onPhone, className, ...rest }: TdProps) {
  return (
    <td
      className={cn(
        'h-(--row) border-b border-line px-3 first:ps-6 last:pe-4 group-hover/row:bg-sunken group-aria-selected/row:bg-selected max-tablet:first:ps-4',
        'group-data-stack/table:max-tablet:block group-data-stack/table:max-tablet:h-auto group-data-stack/table:max-tablet:min-w-0 group-data-stack/table:max-tablet:border-0 group-data-stack/table:max-tablet:bg-transparent group-data-stack/table:max-tablet:p-0!',
        !wrap && 'whitespace-nowrap',
        numeric && 'tabular text-end',
        onPhone === 'wide' && 'group-data-stack/table:max-tablet:col-span-full',
        onPhone === 'hidden' && 'max-tablet:hidden group-data-stack/table:max-tablet:hidden',
        className,
      )}
      {...rest}
    />
  );
}

export interface GroupRowProps {
  /** Cells to span. */
  columns: number;
  title: ReactNode;
  help?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
}

/** Heads a group of rows: the cause, and the fix beside it. */
export function GroupRow({ columns, title, help, icon, action }: GroupRowProps) {
  return (
    <tr className="group-data-stack/table:max-tablet:block">
      <td
        colSpan={columns}
        className="border-b border-line bg-sunken px-6 py-1.5 pe-4 text-12 text-ink-secondary group-data-stack/table:max-tablet:block max-tablet:ps-4"
      >
        <span className="flex min-h-[26px] items-center gap-3">
          {icon}
          <span className="grid flex-1 leading-snug">
            <b className="text-ink">{title}</b>
            {help && <span>{help}</span>}
          </span>
          {action}
        </span>
      </td>
    </tr>
  );
}
