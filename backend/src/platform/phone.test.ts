import fc from 'fast-check';
import { parsePhone, phoneKey, whatsappDigits } from './phone';

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const israeli = fc.tuple(fc.constantFrom('50', '52', '53', '54', '58'), fc.stringMatching(/^[2-9]\d{6}$/));

test.each([
  ['050-123-4567', 'IL', '+972501234567'],
  ["'+972 50 123 4567", 'IL', '+972501234567'],
  ['\u202a+972-50-1234567\u202c', 'US', '+972501234567'],
  ['972501234567', 'IL', '+972501234567'],
  ['00972501234567', 'US', '+972501234567'],
  ['+972 (0)50 1234567', 'IL', '+972501234567'],
  ['447911123456', 'IL', '+447911123456'],
  ['(213) 373-4253', 'US', '+12133734253'],
  ['011 15 1234-5678', 'AR', '+5491112345678'],
  ['+15550001111', 'IL', '+15550001111'],
  ['٠٥٠١٢٣٤٥٦٧', 'IL', '+972501234567'],
])('%s in %s is %s', (text, country, e164) => {
  expect(parsePhone(text, country)?.e164).toBe(e164);
});

test.each([
  '',
  'abc',
  '12',
  '9.72501E+11',
  '050123456789012345',
  '+',
  '+0501234567',
  'name@example.com',
  '0501234567x',
])('%j is no phone number', (text) => {
  expect(parsePhone(text, 'IL')).toBeUndefined();
});

test('a national number that the plan of the country does not know is refused', () => {
  expect(parsePhone('0501234567', 'US')).toBeUndefined();
});

test('every way of writing an Israeli mobile number has one key', () => {
  fc.assert(
    fc.property(israeli, ([prefix, rest]) => {
      const spellings = [
        `0${prefix}${rest}`,
        `0${prefix}-${rest}`,
        `+972${prefix}${rest}`,
        `+972 ${prefix} ${rest.slice(0, 3)} ${rest.slice(3)}`,
        `00972${prefix}${rest}`,
        `972${prefix}${rest}`,
      ];
      expect(new Set(spellings.map((spelling) => parsePhone(spelling, 'IL')?.key)).size).toBe(1);
    }),
  );
});

test('a Brazilian mobile number has one key with and without its ninth digit', () => {
  fc.assert(
    fc.property(fc.constantFrom('11', '21', '31', '51', '85'), fc.stringMatching(/^[6-9]\d{7}$/), (area, line) => {
      const long = parsePhone(`+55${area}9${line}`, 'IL');
      const short = parsePhone(`+55${area}${line}`, 'IL');
      expect(long).toBeDefined();
      expect(long?.key).toBe(short?.key);
    }),
  );
});

test('a Brazilian landline keeps a key of its own', () => {
  expect(parsePhone('+551133334444', 'BR')?.key).toBe('+551133334444');
});

test('a Mexican number has one key with and without the 1 after +52', () => {
  fc.assert(
    fc.property(fc.constantFrom('55', '33', '81'), digits(8), (area, line) => {
      const long = parsePhone(`+521${area}${line}`, 'IL');
      expect(long).toBeDefined();
      expect(long).toEqual(parsePhone(`+52${area}${line}`, 'IL'));
    }),
  );
});

test('an Argentine number has one key with and without the 9 after +54', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[2-9]\d{7}$/), (line) => {
      const long = parsePhone(`+54911${line}`, 'IL');
      expect(long).toBeDefined();
      expect(long?.key).toBe(parsePhone(`+5411${line}`, 'IL')?.key);
    }),
  );
});

test('a stored number reads as itself, and its key is stable', () => {
  fc.assert(
    fc.property(israeli, ([prefix, rest]) => {
      const e164 = `+972${prefix}${rest}`;
      expect(parsePhone(e164, 'US')).toEqual({ e164, key: phoneKey(e164) });
      expect(phoneKey(phoneKey(e164))).toBe(phoneKey(e164));
      expect(whatsappDigits(e164)).toBe(e164.slice(1));
    }),
  );
});

test('no text makes it fail, and what it accepts is E.164', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('IL', 'BR', 'MX', 'AR', 'US', 'XX'), (text, country) => {
      const phone = parsePhone(text, country);
      if (phone) expect(phone.e164).toMatch(/^\+[1-9]\d{5,14}$/);
    }),
  );
});
