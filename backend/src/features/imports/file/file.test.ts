import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { importFields, importMapping } from '@parley/contract';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { createStorage } from '../../../platform/storage';
import { nameColumns } from './columns';
import { detectDelimiter } from './delimiter';
import { inspectFile } from './inspect';
import { readRows } from './read';
import { suggestMapping } from './suggest';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(content: Buffer) {
  const storage = createStorage(folder);
  await storage.put('t/file.csv', Readable.from([content]));
  const inspected = await inspectFile(storage, 't/file.csv');
  const rows: string[][] = [];
  for await (const { cells } of readRows(storage, 't/file.csv', inspected)) rows.push(cells);
  return { ...inspected, rows };
}

const header = ['Name', 'Phone', 'Note'];
const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ]{0,15}$/);
/** Cells with everything that needs quoting, in the letters of the encoding. */
const cell = (letters: string) =>
  fc
    .array(fc.constantFrom(...letters, ' ', ',', ';', '\t', '|', '"', '\n', '7'), { minLength: 0, maxLength: 20 })
    .map((chars) => chars.join(''));
const tables = (letters: string) =>
  fc.array(fc.tuple(word, fc.constant('0501234567'), cell(letters)), { minLength: 1, maxLength: 12 });

const spellings: [string, string, (text: string) => Buffer][] = [
  ['utf-8', 'abcדנהéя😀', (text) => Buffer.from(text)],
  ['utf-8', 'abcדנהéя😀', (text) => Buffer.from(`\ufeff${text}`)],
  ['utf-16le', 'abcדנהéя😀', (text) => iconv.encode(text, 'utf-16le', { addBOM: true })],
  ['utf-16be', 'abcדנהéя😀', (text) => iconv.encode(text, 'utf-16be', { addBOM: true })],
  ['utf-16le', 'abcxyz', (text) => iconv.encode(text, 'utf-16le', { addBOM: false })],
  ['utf-16be', 'abcxyz', (text) => iconv.encode(text, 'utf-16be', { addBOM: false })],
];

test.each(spellings)(
  'a table in %s (letters %s) is read back as it was written, under any delimiter',
  async (encoding, letters, encode) => {
    await fc.assert(
      fc.asyncProperty(
        tables(letters),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.boolean(),
        async (table, delimiter, windows) => {
          const text = stringify([header, ...table], { delimiter, record_delimiter: windows ? '\r\n' : '\n' });
          const read = await inspect(encode(text));
          expect(read.encoding).toBe(encoding);
          expect(read.delimiter).toBe(delimiter);
          expect(read.rows).toEqual([header, ...table]);
          expect(read.preview).toEqual(table.slice(0, 8));
        },
      ),
      { numRuns: 40 },
    );
  },
);

test.each([
  ['windows-1255', 'שם,טלפון,הערה\nדנה לוי,0501234567,לקוחה חדשה\nאבי כהן,0521234567,ממתין\n'],
  ['windows-1252', 'Name,Phone,Ville\nRené Lévesque,0501234567,Montréal\nZoé Noël,0521234567,Besançon\n'],
  ['windows-1251', 'Имя,Телефон,Город\nМария Иванова,0501234567,Москва\nПётр Смирнов,0521234567,Тверь\n'],
])('a file in %s is read in its own letters', async (encoding, text) => {
  const read = await inspect(iconv.encode(text, encoding));
  expect(read.rows.map((row) => row.join(',')).join('\n')).toBe(text.trim());
});

test('Excel’s line that names the delimiter is no header', async () => {
  const read = await inspect(Buffer.from('sep=;\r\nname;phone\r\nDana;0501234567\r\n'));
  expect(read).toMatchObject({ delimiter: ';', columns: ['name', 'phone'], preview: [['Dana', '0501234567']] });
});

test('blank rows and rows of nothing but delimiters are passed over', async () => {
  const read = await inspect(Buffer.from('\n\nname,phone\n\nDana,0501234567\n,,\n \n'));
  expect(read.rows).toEqual([
    ['name', 'phone'],
    ['Dana', '0501234567'],
  ]);
});

test('a file of one column has a comma for a delimiter', () => {
  expect(detectDelimiter('phone\n0501234567\n', true)).toBe(',');
});

test('columns have unique names that are never blank', () => {
  expect(nameColumns(['phone', ' phone ', '', 'phone (2)', ''])).toEqual([
    'phone',
    'phone (2)',
    'Column 3',
    'phone (2) (2)',
    'Column 5',
  ]);
  // An object cannot hold it as a key.
  expect(nameColumns(['__proto__', 'constructor'])).toEqual(['Column 1', 'constructor']);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'A', '', ' ', 'a (2)', 'Column 1'), { maxLength: 12 }), (given) => {
      const names = nameColumns(given);
      expect(new Set(names).size).toBe(given.length);
      expect(names.every((name) => name.trim() !== '')).toBe(true);
    }),
  );
});

test.each([
  [
    ['Full Name', 'Mobile Phone', 'E-mail Address'],
    { 'Full Name': 'name', 'Mobile Phone': 'phone', 'E-mail Address': 'email' },
  ],
  [['שם מלא', 'מס׳ טלפון', 'דוא"ל', 'עיר'], { 'שם מלא': 'name', 'מס׳ טלפון': 'phone', 'דוא"ל': 'email', עיר: 'city' }],
  [
    ['First Name', 'Last Name', 'Phone 1 - Value'],
    { 'First Name': 'first_name', 'Last Name': 'last_name', 'Phone 1 - Value': 'phone' },
  ],
  [
    ['phone', 'phone (2)', 'Goal', 'Shoe size'],
    { phone: 'phone', 'phone (2)': '', Goal: 'client.goal', 'Shoe size': '' },
  ],
])('the columns %j map themselves', (columns, mapping) => {
  expect(suggestMapping(columns, [], 'IL')).toEqual(mapping);
});

test('columns without a telling header are known by their cells', () => {
  const preview = [
    ['x', '050-123-4567', 'a@b.example'],
    ['y', '052 123 4567', ''],
  ];
  expect(suggestMapping(['A', 'B', 'C'], preview, 'IL')).toEqual({ A: '', B: 'phone', C: 'email' });
});

test('whatever the columns, the suggestion is a mapping that starting accepts: known fields, none twice', () => {
  const column = fc.oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom(...importFields, 'טלפון', 'Mobile'),
  );
  fc.assert(
    fc.property(fc.array(column, { maxLength: 12 }), (given) => {
      const columns = nameColumns(given);
      const mapping = suggestMapping(columns, [], 'IL');
      expect(importMapping.parse(mapping)).toEqual(mapping);
      const targets = Object.values(mapping).filter(Boolean);
      expect(new Set(targets).size).toBe(targets.length);
    }),
  );
});
