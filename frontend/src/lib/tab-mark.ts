// What the browser's tab says while the app is behind others: how much is unread, as a number and as a dot.

const marked = /^\(\d+\+?\) /;
const numberMax = 99;
let unread = 0;
let watching: MutationObserver | undefined;

/** A page's title with the number before it. */
export function withUnread(title: string, count: number): string {
  const bare = title.replace(marked, '');
  return count > 0 ? `(${count > numberMax ? `${numberMax}+` : count}) ${bare}` : bare;
}

function write(): void {
  const wanted = withUnread(document.title, unread);
  if (document.title !== wanted) document.title = wanted;
}

/** Marks the tab; pages go on naming themselves, the number is put before whatever they say. Zero takes the marks away. */
export function markTab(count: number): void {
  unread = count;
  write();
  const head = document.querySelector('head');
  if (head && !watching) {
    watching = new MutationObserver(write);
    watching.observe(head, { childList: true, subtree: true, characterData: true });
  }
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const address = count > 0 ? '/favicon-unread.svg' : '/favicon.svg';
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address);
}
