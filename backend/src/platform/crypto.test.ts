// Secrets at rest: readable by their key in their place, and nowhere else.
import { randomBytes } from 'node:crypto';
import { createVault, hashToken, newToken, sameBytes } from './crypto';

const key = () => randomBytes(32).toString('base64');
const place = { tenantId: 't1', table: 'connections', column: 'credentials', rowId: 'r1' };

it('a secret opens with its key, and no two seals are alike', () => {
  const vault = createVault({ key: key(), previousKey: undefined });
  const sealed = vault.seal('token ✓', place);
  expect(vault.open(sealed, place)).toBe('token ✓');
  expect(vault.seal('token ✓', place)).not.toBe(sealed);
  expect(sealed).not.toContain('token');
});

it.each(Object.keys(place))('a secret moved to another %s does not open', (field) => {
  const vault = createVault({ key: key(), previousKey: undefined });
  const sealed = vault.seal('secret', place);
  expect(() => vault.open(sealed, { ...place, [field]: 'other' })).toThrow();
});

it('a changed secret does not open', () => {
  const vault = createVault({ key: key(), previousKey: undefined });
  const [version, id, data] = vault.seal('secret', place).split('.');
  const bytes = Buffer.from(data!, 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  expect(() => vault.open([version, id, bytes.toString('base64url')].join('.'), place)).toThrow();
});

it('after a key change the old secrets open with the previous key and new ones use the new key', () => {
  const [old, fresh] = [key(), key()];
  const sealed = createVault({ key: old, previousKey: undefined }).seal('secret', place);
  const rotated = createVault({ key: fresh, previousKey: old });
  expect(rotated.open(sealed, place)).toBe('secret');
  expect(createVault({ key: fresh, previousKey: undefined }).open(rotated.seal('secret', place), place)).toBe('secret');
  expect(() => createVault({ key: fresh, previousKey: undefined }).open(sealed, place)).toThrow('not configured');
});

it('tokens are 256 random bits in URL-safe letters and stored only as a hash', () => {
  const tokens = new Set(Array.from({ length: 100 }, () => newToken()));
  expect(tokens.size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  expect(hashToken('a').equals(hashToken('a'))).toBe(true);
  expect(sameBytes(hashToken('a'), hashToken('b'))).toBe(false);
  expect(sameBytes(Buffer.from('a'), Buffer.from('ab'))).toBe(false);
});
