// Where menus, dialogs and notes are drawn: in a landmark of their own after the page, so that nothing on screen stands outside of one.

const id = 'floating';

/** The container for portals; undefined, which means the body, where the page has none (tests, the component kit alone). */
export function findFloating(): HTMLElement | undefined {
  return document.getElementById(id) ?? undefined;
}

/** Names the landmark in the reader's language. */
export function nameFloating(label: string): void {
  findFloating()?.setAttribute('aria-label', label);
}
