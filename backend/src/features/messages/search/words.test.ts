// What is searched for, and what is shown of it.
import { excerptOf } from './excerpt';
import { readTerms } from './words';

test.each([
  ['hello wor', `'hello':* & 'wor':*`],
  ['"good morning" dana', `'good morning' & 'dana':*`],
  ['שלום עול', `'שלום':* & 'עול':*`],
  ['צה"ל', `'צה"ל':*`],
  ["it's a\\b", `'it s':* & 'a b':*`],
  ['!!! & | ( )', ''],
])('%s is asked as %s', (search, query) => {
  expect(readTerms(search).query).toBe(query);
});

test('every match is marked where it stands in the excerpt, in any script', () => {
  const text = `${'word '.repeat(60)}שלום עולם, Hello World`;
  const terms = readTerms('hel שלום');
  const { excerpt, highlight } = excerptOf(text, terms);
  expect(highlight.map(([start, end]) => excerpt.slice(start, end))).toEqual(['שלום', 'Hel']);
  expect(excerpt.length).toBeLessThanOrEqual(162);
  expect(excerpt.startsWith('…')).toBe(true);
});

test('a phrase is marked as a whole, and what is typed is never read as a pattern', () => {
  const { excerpt, highlight } = excerptOf('Good, morning (dana.*)', readTerms('"good morning" (dana.*)'));
  expect(highlight.map(([start, end]) => excerpt.slice(start, end))).toEqual(['Good, morning', 'dana']);
});
