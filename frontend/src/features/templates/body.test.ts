// The writer's tools: variables are found, mistakes get their fix, and what is typed lands where the caret is.
import type { TemplateParameter } from '@parley/contract';
import {
  cutBody,
  findRequired,
  findUnknown,
  insertParameter,
  matchParameters,
  openFallback,
  replaceMarker,
  typingAt,
} from './body';

const parameters: TemplateParameter[] = [
  { key: 'name', group: 'short', syntax: '{name}', example: 'Dana Cohen' },
  { key: 'first_name', group: 'short', syntax: '{first_name}', example: 'Dana' },
  { key: 'lead.name', group: 'lead', syntax: '{{lead.name}}', example: 'Dana Cohen' },
  { key: 'lead.city', group: 'lead', syntax: '{{lead.city}}', example: 'Haifa' },
  { key: 'client.goal', group: 'client', syntax: '{{client.goal}}', example: 'Run' },
];
const nameOf = ({ key }: TemplateParameter) => (key === 'lead.city' ? 'עיר' : key);

test('the parts of a body, joined, are the body', () => {
  for (const body of [
    '',
    'Hi {first_name|there}, {{ lead.city }}!',
    '{{{x}}} {} {{}} a{b',
    'שלום {name}\n{{client.goal|כושר}}',
  ]) {
    expect(
      cutBody(body)
        .map((part) => part.text)
        .join(''),
    ).toBe(body);
  }
});

test('a mistyped variable is named with what was meant, and its fallback is kept', () => {
  expect(findUnknown('{{leed.city|here}} {{lead.city}} {{city}}', parameters)).toEqual([
    { text: '{{leed.city|here}}', suggestion: '{{lead.city|here}}' },
    { text: '{{city}}', suggestion: '{{lead.city}}' },
  ]);
});

test('a variable like no other is unknown without a suggestion', () => {
  expect(findUnknown('{{qqqqqqqq}}', parameters)).toEqual([{ text: '{{qqqqqqqq}}', suggestion: undefined }]);
});

test('one brace around an ordinary word is text; around almost a variable it is a slip', () => {
  expect(findUnknown('{sic} {firstname} {lead.name} {see below}', parameters)).toEqual([
    { text: '{firstname}', suggestion: '{first_name}' },
    { text: '{lead.name}', suggestion: '{{lead.name}}' },
  ]);
});

test('a fix replaces every occurrence and nothing else', () => {
  expect(replaceMarker('{{x}} and {{x}} but {x}', '{{x}}', '{name}')).toBe('{name} and {name} but {x}');
});

test('an open brace before the caret is being typed; a closed one is not', () => {
  expect(typingAt('Hi {{lea', 8)).toEqual({ from: 3, query: 'lea' });
  expect(typingAt('Hi {fi there', 6)).toEqual({ from: 3, query: 'fi' });
  expect(typingAt('Hi {name} ', 9)).toBeNull();
  expect(typingAt('Hi ', 3)).toBeNull();
});

test('a chosen variable replaces what was typed, closing braces included, and the caret stands after it', () => {
  expect(insertParameter('Hi {{lea}}!', 8, '{{lead.name}}')).toEqual({ body: 'Hi {{lead.name}}!', caret: 16 });
  expect(insertParameter('Hi ', 3, '{name}')).toEqual({ body: 'Hi {name}', caret: 9 });
  expect(insertParameter('a}b', 1, '{name}')).toEqual({ body: 'a{name}}b', caret: 7 });
});

test('a fallback is opened in the first bare use, with the caret inside', () => {
  expect(openFallback('{{lead.city|x}} {{lead.city}}', 'lead.city')).toEqual({
    body: '{{lead.city|x}} {{lead.city|}}',
    caret: 28,
  });
  expect(openFallback('{name|x}', 'name')).toBeNull();
});

test('typing finds variables by key and by their name on screen, those that begin with it first', () => {
  expect(matchParameters(parameters, '', nameOf)).toHaveLength(parameters.length);
  expect(matchParameters(parameters, 'na', nameOf).map(({ key }) => key)).toEqual(['name', 'lead.name', 'first_name']);
  expect(matchParameters(parameters, 'עי', nameOf).map(({ key }) => key)).toEqual(['lead.city']);
});

test('required are the known variables that stand somewhere without a fallback', () => {
  const body = '{{client.goal|x}} {first_name} {{lead.city|y}} {{client.goal}} {{nope}}';
  expect(findRequired(body, parameters).map(({ key }) => key)).toEqual(['first_name', 'client.goal']);
});
