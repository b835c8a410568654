// Languages: one lazy JSON file per language and namespace. A language is added by one folder and one line here.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from './preferences';

export const languages = {
  en: { name: 'English', dir: 'ltr' },
  he: { name: 'עברית', dir: 'rtl' },
} as const;
export type Language = keyof typeof languages;

export const namespaces = [
  'common',
  'auth',
  'dashboard',
  'connections',
  'contacts',
  'consent',
  'templates',
  'campaigns',
  'inbox',
  'inbox-settings',
  'credits',
  'profile',
  'errors',
  'team',
] as const;
export type Namespace = (typeof namespaces)[number];

/** Narrows any language tag (`he-IL`) to a language we speak; English otherwise. */
export function toLanguage(tag: string | null | undefined): Language {
  const base = tag?.split('-')[0];
  return base === 'he' ? 'he' : 'en';
}

function applyToPage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].dir;
}

const backend = {
  type: 'backend' as const,
  init: () => undefined,
  read: (language: string, namespace: string, done: (error: Error | null, data: unknown) => void) => {
    fetchWords(language, namespace).then(
      (file) => done(null, file.default),
      (error: Error) => done(error, null),
    );
  },
};

function fetchWords(language: string, namespace: string): Promise<{ default: unknown }> {
  return import(`../locales/${language}/${namespace}.json`);
}

function rememberedLanguage(): Language {
  return toLanguage(readPreference('language') ?? navigator.language);
}

/** Fetches words before i18next has started; it finds them here when it asks. */
export function fetchNamespacesAhead(...wanted: Namespace[]): void {
  // A failure is told by whoever needs the words.
  for (const namespace of wanted) fetchWords(rememberedLanguage(), namespace).catch(() => undefined);
}

/** Starts i18next in the remembered language and loads the words every screen needs. */
export async function startI18n(): Promise<void> {
  const language = rememberedLanguage();
  applyToPage(language);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: Object.keys(languages),
      ns: ['common', 'errors'],
      defaultNS: 'common',
      fallbackNS: 'common',
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** Loads words ahead of a page, beside its code, so that opening it is one wait. */
export function loadNamespaces(...wanted: Namespace[]): Promise<void> {
  return i18next.loadNamespaces(wanted);
}

/** The language on screen. */
export function currentLanguage(): Language {
  return toLanguage(i18next.language);
}

function listen(onChange: () => void): () => void {
  i18next.on('languageChanged', onChange);
  return () => i18next.off('languageChanged', onChange);
}

/** The language on screen, followed. Far lighter than `useTranslation`: rows that only need formats are drawn by the dozen. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, currentLanguage);
}

/** Switches the whole app: words, direction and formats. Remembered for this browser. */
export async function setLanguage(language: Language): Promise<void> {
  writePreference('language', language);
  await i18next.changeLanguage(language);
  applyToPage(language);
}
