// The app's own words, so that a test finds a button by the name that a person reads, in either language.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { fromRoot } from '../../scripts/lib/paths.mjs';

export type Language = 'en' | 'he';
/** `t('connections:connect.next')`; plurals and places are filled as in the app. */
export type Words = (key: string, values?: Record<string, unknown>) => string;

/** @returns the words of one language, read from the locale files */
export function readWords(language: Language): Words {
  const dir = fromRoot('frontend/src/locales', language);
  const resources = Object.fromEntries(
    readdirSync(dir).map((file) => [
      file.replace('.json', ''),
      // Parse boundary: the locale files are the app's own.
      JSON.parse(readFileSync(join(dir, file), 'utf8')) as Record<string, unknown>,
    ]),
  );
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    resources: { [language]: resources },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (key, values) => {
    const text = instance.t(key, { ...values });
    if (text === key || text === key.replace(/^\w+:/, '')) throw new Error(`No words for ${key} in ${language}`);
    return text;
  };
}
