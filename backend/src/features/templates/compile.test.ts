// The template language: what is a variable, what is text, and that a value is never read as a template.
import fc from 'fast-check';
import { AppError } from '../../platform/errors';
import { parameters, sampleValues } from './catalogue';
import { compileTemplate } from './compile';
import { editDistance, suggestParameter } from './suggest';

const render = (body: string, values: Record<string, string> = {}) => compileTemplate(body).render(values);
const refusal = (body: string): AppError => {
  try {
    compileTemplate(body);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error(`${body} was accepted`);
};

test('every variable of the catalogue renders by its written form', () => {
  for (const { key, syntax } of parameters) {
    expect(render(`a ${syntax} b`, { [key]: 'value' }).text).toBe('a value b');
    expect(sampleValues[key]?.trim()).toBeTruthy();
  }
});

test('spaces inside the braces do not matter, and short forms work in either number of braces', () => {
  expect(
    render('{{ lead.name }} { first_name } {{name}} {{phone | none}}', { 'lead.name': 'A', first_name: 'B', name: 'C' })
      .text,
  ).toBe('A B C none');
});

test('a fallback replaces a blank value and makes the variable optional', () => {
  const template = compileTemplate('Hi {first_name|there}, {{lead.city}} {{lead.email|}}');
  expect(template.variables).toEqual(['first_name', 'lead.city', 'lead.email']);
  expect(template.requiredVariables).toEqual(['lead.city']);
  expect(template.render({ first_name: '  ' })).toEqual({ text: 'Hi there,  ', missing: ['lead.city'] });
});

test('one use without a fallback makes a variable required', () => {
  expect(compileTemplate('{name|you} {name}').requiredVariables).toEqual(['name']);
});

test.each([
  ['{{lead.nmae}}', '{{lead.name}}'],
  ['{{coach.fullname}}', '{{coach.fullName}}'],
  ['{{leed.city}}', '{{lead.city}}'],
  ['{{city}}', '{{lead.city}}'],
  ['{{first name}}', '{first_name}'],
  ['{firstname}', '{first_name}'],
  ['{lead.name}', '{{lead.name}}'],
  ['{{client.bugdet|none}}', '{{client.budget}}'],
])('the unknown variable %s is refused and %s is suggested', (written, meant) => {
  const error = refusal(`Hello ${written}!`);
  expect(error.code).toBe('unknown_variable');
  expect(error.message).toContain(`Did you mean ${meant}?`);
  expect(error.details).toEqual([{ path: 'content.body', message: expect.stringContaining(written) }]);
});

test('every unknown variable is named, and one far from all is named without a guess', () => {
  const error = refusal('{{lead.nmae}} {{zzzzqqqq}}');
  expect(error.details).toHaveLength(2);
  expect(error.details?.[1]?.message).toBe('{{zzzzqqqq}} is not a variable.');
});

test.each(['{}', '{{}}', '{{1}}', '{ }', 'f(x) { return 1 }', '{{{', '}}', '{:)', '{"a": 1}', '{hello}', '{{a{b}}'])(
  'braces that are no variable stay as they are: %s',
  (text) => expect(render(text).text).toBe(text),
);

test('a value that looks like a variable is not rendered again', () => {
  expect(render('{name} {{lead.city}}', { name: '{{lead.city}}', 'lead.city': '{name}' }).text).toBe(
    '{{lead.city}} {name}',
  );
});

test('names of built-in properties are no variables and no values', () => {
  for (const key of ['constructor', '__proto__', 'toString'])
    expect(refusal(`{{${key}}}`).code).toBe('unknown_variable');
  expect(render('{name|nobody}', JSON.parse('{"__proto__": {"name": "x"}}')).text).toBe('nobody');
});

test('any text compiles to itself-with-values or is refused as unknown; nothing else is ever thrown', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{', '{{', '}}', '}', '|', '{{lead.name}}', '{name|x}', ' '),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.dictionary(fc.constantFrom('name', 'lead.name'), fc.string()),
      (pieces, values) => {
        try {
          const template = compileTemplate(pieces.join(''));
          expect(template.render(values).missing.every((key) => template.requiredVariables.includes(key))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'unknown_variable' });
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('every value arrives exactly as it is, braces and all', () => {
  const value = fc
    .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('{{lead.name}}', '$&', '{name}', '$1', '{{', '|}}'))
    .filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(render('<{{lead.name}}|{name}>', { 'lead.name': a, name: b }).text).toBe(`<${a}|${b}>`);
    }),
  );
});

test('text without braces renders to itself', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[{}]/.test(text)),
      (text) => {
        expect(render(text)).toEqual({ text, missing: [] });
      },
    ),
  );
});

test('a hostile body of the greatest length is read to its end', () => {
  for (const body of [
    '{{a'.repeat(1365),
    `{{a${' '.repeat(4090)}`,
    '{'.repeat(4096),
    `{{${'a '.repeat(2046)}`,
    `{{${'a '.repeat(2045)}}}`,
  ]) {
    const read = () => compileTemplate(body).render({}).text;
    if (body.includes('}')) expect(refusal(body).code).toBe('unknown_variable');
    else expect(read()).toBe(body);
  }
});

test('edit distance is a metric, and a key is nearest to itself', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
  for (const { key } of parameters.filter((parameter) => parameter.group !== 'short'))
    expect(suggestParameter(key)?.key).toBe(key);
});
