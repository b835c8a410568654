// Websites as people type them.
import { readWebsite } from './website';

test('a bare name gets a scheme, a full address stays', () => {
  expect(readWebsite(' northbank.example ')).toBe('https://northbank.example');
  expect(readWebsite('http://northbank.example/shop')).toBe('http://northbank.example/shop');
});

test('empty means none; what is no web address is refused', () => {
  expect(readWebsite('')).toBeNull();
  expect(readWebsite('my site')).toBeUndefined();
  expect(readWebsite('ftp://files.example')).toBeUndefined();
});
