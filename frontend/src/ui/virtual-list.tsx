// A long list of which only what is visible exists in the page: 50,000 rows cost as much as 20.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { cn } from './cn';

export interface VirtualListHandle {
  scrollTo(index: number): void;
}

export interface VirtualListProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height of a row in pixels; exact, unless `measure`. */
  rowHeightPx: number;
  /** Rows of unequal height measure themselves. */
  measure?: boolean;
  renderRow: (item: T, index: number) => ReactNode;
  /** Called when the end comes near; load the next page here. */
  onNearEnd?: () => void;
  /** Shown after the last row: a skeleton while loading. */
  footer?: ReactNode;
  label: string;
  className?: string;
  ref?: Ref<VirtualListHandle>;
}

const nearEndRows = 12;
const overscanRows = 8;

export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, rowHeightPx, measure, renderRow, onNearEnd, footer, label, className, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    // What scrolls in is drawn right after the wheel's event, not inside it; the rows kept ready beyond the edge cover the difference.
    useFlushSync: false,
    // Rows of one height need no memory of which was measured: without keys, a change of the items costs nothing here.
    ...(measure && {
      getItemKey: (index: number) => {
        const item = items[index];
        return item === undefined ? index : keyOf(item);
      },
    }),
  });
  useImperativeHandle(ref, () => ({ scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [virtual]);

  const rows = virtual.getVirtualItems();
  const lastVisible = rows.at(-1)?.index ?? 0;
  const nearEnd = items.length > 0 && lastVisible >= items.length - nearEndRows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every page, even when the end stays near
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  }, [nearEnd, items.length, onNearEnd]);

  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={cn('min-h-0 flex-1 overflow-x-hidden overflow-y-auto focus-visible:shadow-focus-inset', className)}
    >
      <ul aria-label={label} className="relative" style={{ blockSize: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <li
              key={keyOf(item)}
              data-index={row.index}
              ref={measure ? virtual.measureElement : undefined}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)`, blockSize: measure ? undefined : row.size }}
            >
              {renderRow(item, row.index)}
            </li>
          );
        })}
      </ul>
      {footer}
    </div>
  );
}
