// Names of people.

/** The first word of a full name. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? '';
}

/** The name of somebody whose parts are known; null when neither is. */
export function wholeNameOf(first: string | undefined, last: string | undefined): string | null {
  return [first, last].filter(Boolean).join(' ') || null;
}
