// Where signing in may lead.
import { safeNext } from './session-guard';

test.each([
  ['/contacts?x=1', '/contacts?x=1'],
  [null, '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
])('after sign-in %s leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path);
});
