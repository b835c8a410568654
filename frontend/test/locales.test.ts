// Every word exists in every language, and every word the code asks for exists.
import { readSources } from './read-tree';

type Words = { [key: string]: string | Words };

const plural = /_(zero|one|two|few|many|other)$/;

function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(`${prefix}${key}`, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const files = readSources('.json').filter((file) => file.path.startsWith('locales/'));
const words = new Map(
  files.map((file) => [file.path.slice('locales/'.length, -'.json'.length), flatten(JSON.parse(file.text) as Words)]),
);
const namespaces = [...words.keys()].filter((name) => name.startsWith('en/')).map((name) => name.slice(3));
const of = (language: string, namespace: string) => words.get(`${language}/${namespace}`) ?? new Map<string, string>();
const stems = (flat: Map<string, string>) =>
  [...new Set([...flat.keys()].map((key) => key.replace(plural, '')))].sort();
const variables = (text: string) =>
  [...new Set(text.match(/\{\{\s*[\w.]+/g)?.map((one) => one.replace(/[{\s]/g, '')))].sort();

test.each(namespaces)('%s: English and Hebrew have the same keys', (namespace) => {
  expect(stems(of('he', namespace))).toEqual(stems(of('en', namespace)));
});

test.each(namespaces)('%s: a translation uses the same variables and is not empty', (namespace) => {
  const wrong = [...of('en', namespace)].filter(([key, text]) => {
    const hebrew = of('he', namespace).get(key);
    return (
      text.trim() === '' ||
      (hebrew !== undefined && (hebrew.trim() === '' || String(variables(hebrew)) !== String(variables(text))))
    );
  });
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test('every literal key asked for in the code exists', () => {
  const missing: string[] = [];
  for (const file of readSources('.ts', '.tsx').filter((one) => !/\.test\.|\/kit\//.test(one.path))) {
    // A file that is handed its `t` may ask in any namespace; one that makes its own asks there, or in common.
    const own = /useTranslation\(\s*\[?\s*'?([\w-]*)/.exec(file.text)?.[1];
    const home = own === undefined ? namespaces : [own || 'common', 'common'];
    for (const [, named, key = ''] of file.text.matchAll(/\bt\(\s*'(?:([\w-]+):)?([\w.]+)'/g)) {
      const places = named ? [named] : home;
      const known = places.some((place) => stems(of('en', place)).includes(key));
      if (!known) missing.push(`${file.path}: ${named ?? home[0]}:${key}`);
    }
  }
  expect(missing).toEqual([]);
});
