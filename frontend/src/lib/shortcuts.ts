// Keyboard shortcuts: pages register what they offer; the palette runs it and the `?` sheet lists it.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** One key (`e`, `/`, `?`), a chord (`mod+k`), or two keys in turn (`g i`). Empty: only in the palette. */
  keys: string;
  /** What it does, in the reader's language. */
  label: string;
  /** Heading in the sheet and the palette. */
  group: string;
  run: () => void;
  /** Also while typing in a field; only for chords. */
  whileTyping?: boolean;
}

const registered = new Map<symbol, Shortcut>();
const listeners = new Set<() => void>();
let snapshot: Shortcut[] = [];
let firstKey = '';
let firstKeyTimer: ReturnType<typeof setTimeout> | undefined;
const secondKeyWithinMs = 1_000;

function publish(): void {
  snapshot = [...registered.values()];
  for (const listener of listeners) listener();
}

const untyped = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Where letters belong to the control: fields, and lists that find their entries by letter. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !untyped.test(target.type);
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    /^(textbox|searchbox|combobox|listbox|menuitem)$/.test(target.role ?? '')
  );
}

/** A word is being composed; some browsers tell so only by the key code of the input method. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Controls that refuse every Enter, because they have no use for it. */
const refusesEnter = /^(radio|checkbox)$/;

/** Another control has used the key. A chord with Enter still counts where Enter is merely refused. */
function isUsed(event: KeyboardEvent): boolean {
  const refused = event.target instanceof HTMLElement && refusesEnter.test(event.target.role ?? '');
  return event.defaultPrevented && !(refused && event.key === 'Enter' && (event.metaKey || event.ctrlKey));
}

function nameOf(event: KeyboardEvent): string {
  const chord = event.metaKey || event.ctrlKey ? 'mod+' : '';
  // The physical key, so that shortcuts also work while a Hebrew layout is active.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const key = letter && !/^[a-z]$/i.test(event.key) ? letter : event.key.toLowerCase();
  return `${chord}${key}`;
}

function findShortcut(name: string, typing: boolean): Shortcut | undefined {
  const sequence = firstKey ? `${firstKey} ${name}` : '';
  // The newest wins: a page's own shortcut stands above the shell's.
  return [...registered.values()]
    .reverse()
    .find((one) => one.keys !== '' && (one.keys === name || one.keys === sequence) && (!typing || one.whileTyping));
}

function handleKey(event: KeyboardEvent): void {
  if (isUsed(event) || isComposing(event) || event.altKey) return;
  const typing = isTyping(event.target);
  const name = nameOf(event);
  const found = findShortcut(name, typing);
  clearTimeout(firstKeyTimer);
  const startsPair = !typing && [...registered.values()].some((one) => one.keys.startsWith(`${name} `));
  firstKey = !found && startsPair ? name : '';
  if (firstKey) {
    firstKeyTimer = setTimeout(() => {
      firstKey = '';
    }, secondKeyWithinMs);
  }
  if (!found) return;
  // A dialog or an open menu (which finds its items by letter) owns the keyboard, except for chords.
  if (!found.whileTyping && document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return;
  event.preventDefault();
  found.run();
}

/** Starts listening on the page. Returns the way to stop. */
export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', handleKey);
  return () => window.removeEventListener('keydown', handleKey);
}

/** Offers shortcuts (or palette actions without keys) while the component is on screen. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts.map((one) => `${one.keys}|${one.label}|${one.group}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` names everything that is listed; `run` is read when pressed
  useEffect(() => {
    const keys = latest.current.map((one, index) => {
      const key = Symbol(one.keys);
      registered.set(key, { ...one, run: () => latest.current[index]?.run() });
      return key;
    });
    publish();
    return () => {
      for (const key of keys) registered.delete(key);
      publish();
    };
  }, [shape]);
}

/** Everything on offer now. */
export function useOfferedShortcuts(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

const namedKeys: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  enter: '↵',
  escape: 'Esc',
  esc: 'Esc',
  arrowdown: '↓',
  arrowup: '↑',
  delete: 'Del',
};

/** Keys as keycaps: `mod+k` → ['⌘', 'K'] or ['Ctrl', 'K']; a single key stays as it is typed. */
export function keycaps(keys: string): string[] {
  const chord = keys.includes('+');
  return keys.split(/[+ ]/).map((part) => namedKeys[part] ?? (chord ? part.toUpperCase() : part));
}
