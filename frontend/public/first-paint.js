// Sets theme, language and direction before the first paint, so that nothing flashes. External: the CSP allows no inline script.
(() => {
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // private mode: the browser's own preference decides
    }
  };
  const theme = kept('parley.theme') ?? 'system';
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  const language = kept('parley.language') ?? (navigator.language.startsWith('he') ? 'he' : 'en');
  root.lang = language;
  root.dir = language === 'he' ? 'rtl' : 'ltr';
})();
