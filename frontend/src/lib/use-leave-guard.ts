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

/** Whether the history stands on the entry that catches the back button. */
function isCatching(): boolean {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'catchesBack' in state;
}

/** A second entry of the same page: going back from it only comes to the first, which is when to ask. */
function catchBack(): void {
  if (!isCatching()) window.history.pushState({ ...window.history.state, catchesBack: true }, '');
}

/** Takes the second entry away again and goes on after that: moving in the history takes a moment. */
function releaseThen(go: () => void): void {
  if (!isCatching()) {
    go();
    return;
  }
  window.addEventListener('popstate', go, { once: true });
  window.history.back();
}

/**
 * Guards while `dirty`. The declarative router has no blocker: its navigator is held back here, and going back, which cannot be
 * stopped, is caught by an entry of our own.
 */
export function useLeaveGuard(dirty: boolean): LeaveGuard {
  const { navigator } = useContext(UNSAFE_NavigationContext);
  const [pending, setPending] = useState<(() => void) | null>(null);
  const open = useRef(false);
  const guarding = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    const { push, replace } = navigator;
    const hold = (go: () => void) => {
      if (open.current) go();
      else setPending(() => go);
    };
    navigator.push = (...args) => hold(() => push.apply(navigator, args));
    navigator.replace = (...args) => hold(() => replace.apply(navigator, args));

    function askOnBack() {
      if (!open.current && !isCatching()) setPending(() => () => window.history.back());
    }
    function askOnUnload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    guarding.current = true;
    catchBack();
    window.addEventListener('popstate', askOnBack);
    window.addEventListener('beforeunload', askOnUnload);
    return () => {
      guarding.current = false;
      navigator.push = push;
      navigator.replace = replace;
      window.removeEventListener('popstate', askOnBack);
      window.removeEventListener('beforeunload', askOnUnload);
      // After saving nothing needs catching. A moment later, because an effect that only runs anew guards again at once.
      setTimeout(() => {
        if (!guarding.current && !open.current && isCatching()) window.history.back();
      });
    };
  }, [dirty, navigator]);

  function pass(go: () => void) {
    open.current = true;
    setPending(null);
    releaseThen(go);
  }

  return {
    asking: pending !== null,
    stay: () => {
      setPending(null);
      if (guarding.current) catchBack();
    },
    leave: () => pending && pass(pending),
    pass,
  };
}
