// Light, dark or as the system: kept per browser, applied as `data-theme` on the page.
import { useSyncExternalStore } from 'react';
import { readPreference, writePreference } from './preferences';

export type ThemeChoice = 'light' | 'dark' | 'system';

const listeners = new Set<() => void>();
const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)');

function readChoice(): ThemeChoice {
  const kept = readPreference('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

function apply(): void {
  const choice = readChoice();
  const dark = choice === 'dark' || (choice === 'system' && systemDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Chooses a theme for this browser. */
export function setTheme(choice: ThemeChoice): void {
  writePreference('theme', choice);
  apply();
}

/** Follows the system's change of mind while the choice is `system`. Call once at start. */
export function watchSystemTheme(): void {
  systemDark().addEventListener('change', apply);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme on screen and the way to flip it. */
export function useTheme(): { theme: 'light' | 'dark'; choice: ThemeChoice; toggle: () => void } {
  const theme = useSyncExternalStore(subscribe, () =>
    document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
  );
  const choice = useSyncExternalStore(subscribe, readChoice);
  return { theme, choice, toggle: () => setTheme(theme === 'dark' ? 'light' : 'dark') };
}
