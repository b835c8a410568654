// Holds back leaving a page with unsaved changes: links, shortcuts and the back button ask first; a reload asks in the browser's words.
import { useContext, useEffect, useRef, useState } from 'react';
import { UNSAFE_NavigationContext } from 'react-router';

export interface LeaveGuard {
  /** Leaving was tried and waits for an answer. */
  asking: boolean;
  stay(): void;
  leave(): void;
  /** Lets the page's own navigation pass, e.g. after saving. */
  pass(go: () => void): void;
}

/** The position the router keeps in each history entry; tells back from forward. */
function historyIndex(): number {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state && typeof state.idx === 'number' ? state.idx : 0;
}

/** Guards while `dirty`. The declarative router has no blocker, so its navigator and the history's moves are held back here. */
export function useLeaveGuard(dirty: boolean): LeaveGuard {
  const { navigator } = useContext(UNSAFE_NavigationContext);
  const [pending, setPending] = useState<(() => void) | null>(null);
  const open = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    const { push, replace } = navigator;
    const here = historyIndex();
    let returning = false;
    const hold = (go: () => void) => {
      if (open.current) go();
      else setPending(() => go);
    };
    navigator.push = (...args) => hold(() => push.apply(navigator, args));
    navigator.replace = (...args) => hold(() => replace.apply(navigator, args));

    function holdMove(event: PopStateEvent) {
      if (open.current) return;
      event.stopImmediatePropagation();
      // The browser has already moved: go back to where we were, silently, and only then ask.
      if (returning) {
        returning = false;
        return;
      }
      const delta = historyIndex() - here;
      if (delta === 0) return;
      returning = true;
      window.history.go(-delta);
      hold(() => window.history.go(delta));
    }
    function holdUnload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    // Capturing, so that it hears the move before the router does.
    window.addEventListener('popstate', holdMove, true);
    window.addEventListener('beforeunload', holdUnload);
    return () => {
      navigator.push = push;
      navigator.replace = replace;
      window.removeEventListener('popstate', holdMove, true);
      window.removeEventListener('beforeunload', holdUnload);
    };
  }, [dirty, navigator]);

  function pass(go: () => void) {
    open.current = true;
    setPending(null);
    go();
  }

  return {
    asking: pending !== null,
    stay: () => setPending(null),
    leave: () => pending && pass(pending),
    pass,
  };
}
