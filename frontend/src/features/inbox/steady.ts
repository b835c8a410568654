// Keeps a list still under a hand that is about to press: rows change in place, what would move waits.
import type { Chat } from '@parley/contract';
import { type PointerEvent, type UIEvent, useEffect, useMemo, useRef, useState } from 'react';

export interface Steady {
  chats: Chat[];
  /** Chats that would stand higher, or are new, since the list was held. */
  waiting: number;
}

/**
 * The list in the order it was held in. Rows show what they are now; what left stays away; what is older than everything held follows at the
 * end (the next page); what moved up or is new waits, and is counted.
 */
export function holdOrder(held: readonly string[], current: readonly Chat[]): Steady {
  const place = new Map(current.map((chat, index) => [chat.id, index]));
  const known = new Set(held);
  const chats: Chat[] = [];
  for (const id of held) {
    const index = place.get(id);
    const chat = index === undefined ? undefined : current[index];
    if (chat) chats.push(chat);
  }
  // The last of the held that still stands in its order: everything after it in the current list is an older page.
  let lastHeld = -1;
  for (const [index, chat] of current.entries()) if (known.has(chat.id)) lastHeld = index;
  let waiting = 0;
  for (const [index, chat] of current.entries()) {
    if (known.has(chat.id)) continue;
    if (index > lastHeld) chats.push(chat);
    else waiting += 1;
  }
  let lowest = -1;
  for (const chat of chats) {
    const index = place.get(chat.id) ?? 0;
    if (index < lowest) waiting += 1;
    else lowest = index;
  }
  return { chats, waiting };
}

/** How long after its last movement the pointer is taken to be resting (ms). */
const restsAfterMs = 1_500;
/** Scrolled so far, nothing above may push what is being read (px). */
const readingPx = 40;

/** Holds the order while the pointer moves over the list or the list is scrolled. `key` names the list: another one is another order. */
export function useSteady(current: Chat[], key: string) {
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef<{ key: string; ids: string[] } | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const holds = pointed || scrolled;
  const shown = useMemo<Steady>(() => {
    if (!holds || held.current?.key !== key) {
      held.current = { key, ids: current.map((chat) => chat.id) };
      return { chats: current, waiting: 0 };
    }
    const steady = holdOrder(held.current.ids, current);
    // Pages that were loaded meanwhile are held from now on too.
    if (steady.chats.length !== held.current.ids.length) held.current.ids = steady.chats.map((chat) => chat.id);
    return steady;
  }, [holds, key, current]);

  return {
    ...shown,
    /** Something above is out of view, so that what waits must be offered. */
    scrolled,
    /** For the element around the list. */
    handlers: {
      onPointerMove: (event: PointerEvent) => {
        if (event.pointerType !== 'mouse') return;
        setPointed(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setPointed(false), restsAfterMs);
      },
      onPointerLeave: () => {
        clearTimeout(timer.current);
        setPointed(false);
      },
      onScrollCapture: (event: UIEvent) => {
        if (event.target instanceof HTMLElement) setScrolled(event.target.scrollTop > readingPx);
      },
    },
    /** Lets everything take its place. */
    release: () => {
      setPointed(false);
      setScrolled(false);
    },
  };
}
