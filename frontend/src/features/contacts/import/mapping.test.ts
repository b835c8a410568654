// The mapping step: what is said about each column is true of the first rows, and nothing impossible can start.
import type { ContactImport } from '@parley/contract';
import { applyProgress } from './api';
import { attributeTarget, findBlockers, nameOfRow, noteColumn, readRow, samplesOf } from './mapping';

const imported: ContactImport = {
  id: '018f0000-0000-7000-8000-000000000001',
  fileName: 'list.csv',
  sizeBytes: 100,
  status: 'uploaded',
  delimiter: ',',
  encoding: 'UTF-8',
  columns: ['שם', 'phone', 'mail', 'utm'],
  preview: [
    ['רותם אלון', '050-000-0151', 'rotem@mail.example', 'ig'],
    ['Kenji', '+1 (555) 0184', 'not an email', 'ig'],
    ['Sam', 'call me', '', ''],
  ],
  suggestedMapping: { שם: 'name', phone: 'phone', mail: 'email', utm: '' },
  total: 3,
  processed: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  failed: 0,
  error: null,
  fault: null,
  createdAt: '2026-11-01T08:00:00Z',
  startedAt: null,
  finishedAt: null,
  abilities: { start: true, undo: false },
};
const suggested = imported.suggestedMapping;

test('phones and emails that do not look right are counted among the first rows', () => {
  expect(noteColumn(imported, suggested, 'phone')).toEqual({ kind: 'badPhones', bad: 1, seen: 3 });
  expect(noteColumn(imported, suggested, 'mail')).toEqual({ kind: 'badEmails', bad: 1, seen: 2 });
});

test('a column says whether it was recognised, chosen, kept or left out', () => {
  expect(noteColumn(imported, suggested, 'שם')).toEqual({ kind: 'recognised' });
  expect(noteColumn(imported, { ...suggested, utm: 'source' }, 'utm')).toEqual({ kind: 'chosen' });
  expect(noteColumn(imported, { ...suggested, utm: attributeTarget('utm') }, 'utm')).toEqual({ kind: 'kept' });
  expect(noteColumn(imported, suggested, 'utm')).toEqual({ kind: 'leftOut' });
});

test('a field chosen twice is said at both columns and keeps the import from starting', () => {
  const twice = { ...suggested, utm: 'name' };
  expect(noteColumn(imported, twice, 'utm')).toEqual({ kind: 'twice', others: ['שם'] });
  expect(findBlockers(twice)).toEqual([{ kind: 'twice', field: 'name' }]);
});

test('without a phone column nothing can start', () => {
  expect(findBlockers({ ...suggested, phone: '' })).toEqual([{ kind: 'noPhone' }]);
  expect(findBlockers(suggested)).toEqual([]);
});

test('samples are the first different values', () => {
  expect(samplesOf(imported.preview, 3)).toEqual(['ig']);
  expect(samplesOf(imported.preview, 9)).toEqual([]);
});

test('a row is read as the contact it will become', () => {
  const values = readRow(imported, { ...suggested, utm: attributeTarget('utm') }, imported.preview[0]!);
  expect(values).toEqual({
    name: 'רותם אלון',
    phone: '050-000-0151',
    email: 'rotem@mail.example',
    'attribute:utm': 'ig',
  });
  expect(nameOfRow({ first_name: 'Lina', last_name: 'Haddad' })).toBe('Lina Haddad');
});

const progress = {
  importId: imported.id,
  status: 'running',
  processed: 10,
  total: 20,
  created: 8,
  updated: 1,
  skipped: 0,
  failed: 1,
} as const;

test('a frame moves an import on, and one that comes late does not take it back', () => {
  const running = applyProgress(imported, progress);
  expect(running).toMatchObject({ status: 'running', processed: 10, created: 8 });
  expect(applyProgress(running, { ...progress, processed: 5, created: 5 })).toBe(running);
  const completed = applyProgress(running, { ...progress, status: 'completed', processed: 20 });
  expect(applyProgress(completed, progress)).toBe(completed);
  expect(applyProgress(completed, { ...progress, status: 'undoing' }).status).toBe('undoing');
});
