// What this browser remembers about how the app looks. Private mode keeps nothing, and that is fine.

/** Reads a remembered choice; null when there is none. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`parley.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice. */
export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`parley.${name}`, value);
  } catch {
    // Storage is refused in private mode: the choice lives until the page is closed.
  }
}
