// Enlarges a picture by wheel, two fingers or a double press, moves the enlarged one, and tells of a swipe while it is not enlarged.
import { type PointerEvent, useEffect, useRef, useState, type WheelEvent } from 'react';

const largest = 6;
/** A double press goes here and back. */
const closeUp = 2.5;
const swipePx = 60;
const doublePressMs = 300;

interface View {
  scale: number;
  /** Pixels from the middle. */
  x: number;
  y: number;
}
const whole: View = { scale: 1, x: 0, y: 0 };

/** Keeps the point under the pointer where it is; at its smallest the picture stands in the middle. */
export function zoomAt(view: View, factor: number, atX: number, atY: number): View {
  const scale = Math.max(1, Math.min(largest, view.scale * factor));
  if (scale === 1) return whole;
  const real = scale / view.scale;
  return { scale, x: atX - (atX - view.x) * real, y: atY - (atY - view.y) * real };
}

type Place = { x: number; y: number };

/** @param onSwipe 1 for a finger moved to the left, -1 to the right */
export function useZoom(onSwipe: (direction: 1 | -1) => void) {
  const [view, setView] = useState<View>(whole);
  const [animated, setAnimated] = useState(false);
  const fingers = useRef(new Map<number, Place>());
  const begin = useRef<Place>({ x: 0, y: 0 });
  const lastPress = useRef(0);

  // Back to still movements once a button's or key's enlargement has been shown.
  useEffect(() => {
    if (!animated) return;
    const timer = setTimeout(() => setAnimated(false), 200);
    return () => clearTimeout(timer);
  }, [animated]);

  function fromMiddle(event: PointerEvent<HTMLElement> | WheelEvent<HTMLElement>): Place {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.target instanceof Element && event.target.closest('button')) return;
    const at = fromMiddle(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, at);
    if (fingers.current.size === 1) begin.current = at;
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const at = fromMiddle(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, at);
    if (other) {
      const factor = distance(at, other) / Math.max(1, distance(before, other));
      setView((now) => zoomAt(now, factor, (at.x + other.x) / 2, (at.y + other.y) / 2));
    } else {
      setView((now) => (now.scale > 1 ? { ...now, x: now.x + at.x - before.x, y: now.y + at.y - before.y } : now));
    }
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    if (!fingers.current.delete(event.pointerId) || fingers.current.size > 0) return;
    const at = fromMiddle(event);
    const moved = { x: at.x - begin.current.x, y: at.y - begin.current.y };
    if (Math.hypot(moved.x, moved.y) < 8) press(at, event.timeStamp);
    else if (view.scale === 1 && Math.abs(moved.x) > swipePx && Math.abs(moved.x) > Math.abs(moved.y))
      onSwipe(moved.x < 0 ? 1 : -1);
  }

  function press(at: Place, timeStamp: number) {
    const isDouble = timeStamp - lastPress.current < doublePressMs;
    lastPress.current = isDouble ? 0 : timeStamp;
    if (!isDouble) return;
    setAnimated(true);
    setView((now) => (now.scale > 1 ? whole : zoomAt(now, closeUp, at.x, at.y)));
  }

  return {
    scale: view.scale,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    animated,
    by: (factor: number) => {
      setAnimated(true);
      setView((now) => zoomAt(now, factor, 0, 0));
    },
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: (event: PointerEvent<HTMLElement>) => fingers.current.delete(event.pointerId),
      onWheel: (event: WheelEvent<HTMLElement>) => {
        const { x, y } = fromMiddle(event);
        setView((now) => zoomAt(now, Math.exp(-event.deltaY / 300), x, y));
      },
    },
  };
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
