// A website as people type it.

/** The address with its scheme; null when left empty; undefined when it cannot be one. */
export function readWebsite(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? address : undefined;
  } catch {
    // Not an address: the form says so under the field.
    return undefined;
  }
}
