// Countries by their code, as the reader's language calls them.
import { useLanguage } from './i18n';

const names = new Map<string, Intl.DisplayNames>();

/** ISO 3166-1 alpha-2 → name; the code itself where the browser knows none. */
export function useCountryName(): (code: string) => string {
  const language = useLanguage();
  let known = names.get(language);
  if (!known) {
    known = new Intl.DisplayNames([language], { type: 'region' });
    names.set(language, known);
  }
  const found = known;
  return (code) => found.of(code) ?? code;
}
