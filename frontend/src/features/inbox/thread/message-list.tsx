// The messages of a thread: only what is visible exists in the page, older ones come while scrolling up without moving
// what is being read, and new ones are announced when the reader is elsewhere.
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { Spinner } from '../../../ui/spinner';
import { boxOf } from '../media/box';
import type { ThreadRow } from './rows';

export interface MessageListProps {
  rows: readonly ThreadRow[];
  renderRow: (row: ThreadRow) => ReactNode;
  onNearStart: () => void;
  loadingOlder: boolean;
  /** Everything older is here. */
  complete: boolean;
  label: string;
  /** A message to bring into view; a new object each time. It may come with an older page. */
  led: { messageId: string } | null;
}

/** Height of an ordinary bubble in pixels, until it has measured itself. */
const usualRowPx = 52;
const overscanRows = 8;
const nearStartRows = 10;
/** Closer to the end than this counts as reading the newest. */
const atEndPx = 80;

/** Pictures are known in size before they load; a good guess keeps the scroll bar calm. */
function estimateRow(row: ThreadRow | undefined): number {
  if (row?.type !== 'message') return usualRowPx;
  const { media, text, kind } = row.message;
  if (kind === 'location') return 190;
  if (media?.kind !== 'image' && media?.kind !== 'video') return usualRowPx + Math.floor((text?.length ?? 0) / 60) * 20;
  return boxOf(media.width, media.height, Boolean(text)).height + (text ? 40 : 10);
}

export function MessageList(props: MessageListProps) {
  const { rows, renderRow, onNearStart, loadingOlder, complete, label, led } = props;
  const { t } = useTranslation('inbox');
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateRow(rows[index]),
    overscan: overscanRows,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: atEndPx,
    paddingStart: 44,
    paddingEnd: 12,
    onChange: (instance) => setAway(!instance.isAtEnd(atEndPx)),
  });

  // The newest is what a reader comes for; keyed by chat, so this runs once per thread.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the thread is first shown
  useLayoutEffect(() => virtual.scrollToEnd(), []);

  // The composer grows and shrinks below: who reads the newest goes on reading it.
  const atEnd = useRef(true);
  atEnd.current = !away;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => atEnd.current && virtual.scrollToEnd());
    observer.observe(element);
    return () => observer.disconnect();
  }, [virtual]);

  const items = virtual.getVirtualItems();
  const nearStart = (items[0]?.index ?? 0) < nearStartRows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every page, even when the start stays near
  useEffect(() => {
    if (nearStart) onNearStart();
  }, [nearStart, rows.length]);

  const unseen = useUnseen(rows, away);
  // What was written here is always shown.
  const lastOwn = rows.at(-1)?.type === 'outgoing' ? rows.at(-1)?.key : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new own message once
  useEffect(() => {
    if (lastOwn) virtual.scrollToEnd();
  }, [lastOwn]);

  const shownLed = useRef(led);
  useEffect(() => {
    if (!led || shownLed.current === led) return;
    const index = rows.findIndex((row) => row.type === 'message' && row.message.id === led.messageId);
    if (index < 0) return;
    shownLed.current = led;
    virtual.scrollToIndex(index, { align: 'center' });
    focusMessage(led.messageId);
  }, [led, rows, virtual]);

  /** From message to message; those out of sight come into view first. */
  function moveFocus(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    const onRow = event.target instanceof HTMLElement && event.target.dataset.message;
    if (event.target !== event.currentTarget && !onRow) return;
    event.preventDefault();
    const at = onRow ? rows.findIndex((row) => idOf(row) === onRow) : step < 0 ? rows.length : rows.length - 2;
    for (let index = at + step; index >= 0 && index < rows.length; index += step) {
      const id = idOf(rows[index]);
      if (id === undefined) continue;
      virtual.scrollToIndex(index, { align: 'auto' });
      focusMessage(id);
      return;
    }
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={moveFocus}
        className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:shadow-focus-inset"
      >
        <div className="relative mt-auto w-full flex-none" style={{ blockSize: virtual.getTotalSize() }}>
          <p className="absolute inset-x-0 top-3 flex justify-center text-12 text-ink-muted">
            {loadingOlder ? <Spinner /> : complete && t('thread.beginning')}
          </p>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <div
                  key={item.key}
                  data-index={item.index}
                  ref={virtual.measureElement}
                  className="absolute inset-x-0 top-0 flex flex-col px-5 max-tablet:px-3"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {renderRow(row)}
                </div>
              )
            );
          })}
        </div>
      </div>
      {away && (
        <button
          type="button"
          onClick={() => virtual.scrollToEnd({ behavior: 'smooth' })}
          className={cn(
            'absolute inset-x-0 bottom-3 mx-auto flex h-8 w-max items-center gap-1.5 rounded-full px-3 text-12 font-medium shadow-pop max-tablet:h-10',
            unseen > 0 ? 'bg-accent text-accent-contrast' : 'bg-raised text-ink-secondary',
          )}
        >
          <Icon of={ArrowDown} size={14} />
          <span aria-live="polite">
            {unseen > 0 ? t('thread.newMessages', { count: unseen }) : t('thread.toNewest')}
          </span>
        </button>
      )}
    </div>
  );
}

function idOf(row: ThreadRow | undefined): string | undefined {
  if (row?.type === 'message') return row.message.id;
  return row?.type === 'outgoing' ? row.outgoing.clientKey : undefined;
}

/** The row may only be drawn after the list has scrolled to it. */
function focusMessage(id: string, triesLeft = 12): void {
  const row = document.querySelector<HTMLElement>(`[data-message="${id}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusMessage(id, triesLeft - 1));
}

/** How many messages came in since the reader left the end. */
function useUnseen(rows: readonly ThreadRow[], away: boolean): number {
  const lastKey = rows.at(-1)?.key;
  const [seenKey, setSeenKey] = useState(lastKey);
  useEffect(() => {
    if (!away) setSeenKey(lastKey);
  }, [away, lastKey]);
  if (!away || seenKey === lastKey) return 0;
  let count = 0;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (!row || row.key === seenKey) break;
    if (row.type === 'message' && row.message.direction === 'in') count += 1;
  }
  return count;
}
