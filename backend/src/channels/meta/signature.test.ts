// Only bytes that Meta signed are believed.
import { createHmac } from 'node:crypto';
import { verifySignature } from './signature';

const secret = 'app-secret';
const body = Buffer.from('{"text":"gr\\u00fc\\u00dfe \\/ \\ud83d\\udc4b"}');
const sign = (key: string, of = body) => `sha256=${createHmac('sha256', key).update(of).digest('hex')}`;

test('the bytes as they arrived are proven, whatever the case of the digits', () => {
  expect(verifySignature(body, sign(secret), [secret])).toBe(true);
  expect(verifySignature(body, `sha256=${sign(secret).slice(7).toUpperCase()}`, [secret])).toBe(true);
});

test('the same JSON written anew is not proven', () => {
  const anew = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  expect(verifySignature(anew, sign(secret), [secret])).toBe(false);
});

test('while a secret is being replaced, both are believed', () => {
  for (const key of ['old', 'new']) expect(verifySignature(body, sign(key), ['new', 'old'])).toBe(true);
  expect(verifySignature(body, sign('older'), ['new', 'old'])).toBe(false);
});

test.each([
  undefined,
  '',
  'sha256=',
  'sha256=abc',
  `sha1=${'a'.repeat(40)}`,
  `sha256=${'g'.repeat(64)}`,
  `${sign(secret)}00`,
])('the header %j proves nothing', (header) => {
  expect(verifySignature(body, header, [secret])).toBe(false);
});

test('without a secret nothing is believed', () => {
  expect(verifySignature(body, sign(''), [])).toBe(false);
});
