// A page that was opened before an update asks for files that are gone. It starts anew then; drafts are kept by the browser.

/** Whether the server has another build than the one this page runs. False when that cannot be learned. */
export async function isUpdated(): Promise<boolean> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  const page = await fetch('/', { cache: 'no-store' }).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  return Boolean(own) && page.includes('id="root"') && !page.includes(`src="${own}"`);
}

/** Watches for files that do not come. Offline, or while the server restarts, nothing is thrown away: the page says what failed. */
export function restartAfterUpdates(): void {
  window.addEventListener('vite:preloadError', () => {
    void isUpdated().then((updated) => updated && window.location.reload());
  });
}
