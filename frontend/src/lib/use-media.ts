// Follows a media query, for the few things that CSS alone cannot size.
import { useSyncExternalStore } from 'react';

/** Breakpoints of the theme; see `--breakpoint-*` in styles/theme.css. */
export const media = {
  phone: '(width < 721px)',
  wide: '(width >= 1241px)',
} as const;

/** Whether the media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}
