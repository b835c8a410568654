// What is wrong with rows and files is said in every language, with what it is about.
import { locale, rowFaultCodes } from '@parley/contract';
import fc from 'fast-check';
import { AppError } from '../../platform/errors';
import { fileFaultOf, sayKept, sayRowFault, showFileFault } from './faults';
import { createRowMapper } from './map-row';

const inEach = locale.options.flatMap((language) => rowFaultCodes.map((code) => [language, code] as const));

test.each(inEach)('in %s the fault %s has words, and no placeholder is left in them', (language, code) => {
  const words = sayRowFault({ code, value: 'x', limit: 7 }, language);
  expect(words).toMatch(language === 'he' ? /[א-ת]{2}/ : /[A-Za-z]{2}/);
  expect(words).not.toMatch(/[{}]/);
});

test('whatever a row holds, its fault survives being kept and is said in both languages', () => {
  const toContact = createRowMapper(['phone', 'email'], { phone: 'phone', email: 'email' }, 'IL');
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (cells) => {
      const mapped = toContact(cells);
      if (!('fault' in mapped)) return;
      for (const language of locale.options)
        expect(sayKept(JSON.stringify(mapped.fault), language)).toBe(sayRowFault(mapped.fault, language));
    }),
  );
});

test('a sentence that was kept before there were codes stays as it is', () => {
  for (const kept of ['The phone number is missing', '{not json', '{"code":"unheard of"}'])
    expect(sayKept(kept, 'he')).toBe(kept);
  expect(showFileFault('Upload it again')).toEqual({ error: 'Upload it again', fault: null });
  expect(showFileFault(null)).toEqual({ error: null, fault: null });
});

test('a file that is gone or cannot be read tells its fault and where; other failures are tried again', () => {
  const open = new AppError('rule_broken', 'Never closed', { data: { fault: { code: 'quote_open', line: 3 } } });
  expect(showFileFault(fileFaultOf(open) ?? null)).toMatchObject({
    error: expect.stringContaining('near line 3'),
    fault: { code: 'quote_open', line: 3 },
  });
  const gone = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  expect(showFileFault(fileFaultOf(gone) ?? null)).toMatchObject({ fault: { code: 'file_gone' } });
  expect(fileFaultOf(new AppError('validation_failed', 'Words'))).toBe('Words');
  expect(fileFaultOf(new Error('the database is gone'))).toBeUndefined();
});
