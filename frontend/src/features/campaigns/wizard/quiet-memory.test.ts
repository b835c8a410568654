// Quiet hours are remembered for the person who chose them, and only what can be used again.
import { recallQuiet, rememberQuiet } from './quiet-memory';

const noa = { tenant: { id: 't1' }, user: { id: 'noa' } };

afterEach(() => localStorage.clear());

test('what one person chose is their next campaign’s, and nobody else’s', () => {
  expect(recallQuiet(noa)).toBeNull();
  rememberQuiet(noa, { on: false, start: '19:30', end: '09:00' });
  expect(recallQuiet(noa)).toEqual({ on: false, start: '19:30', end: '09:00' });
  expect(recallQuiet({ ...noa, user: { id: 'dana' } })).toBeNull();
  expect(recallQuiet({ ...noa, tenant: { id: 't2' } })).toBeNull();
});

test('hours that are none, e.g. an end that is the start, are not recalled', () => {
  rememberQuiet(noa, { on: true, start: '21:00', end: '21:00' });
  expect(recallQuiet(noa)).toBeNull();
  localStorage.setItem('parley.quiet.t1.noa', 'on 25:00');
  expect(recallQuiet(noa)).toBeNull();
});
