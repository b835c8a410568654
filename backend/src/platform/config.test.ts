// The environment: a wrong value stops the process and says what to fix.
import { readConfig } from './config';

const good = {
  DATABASE_URL: 'postgresql://localhost/x',
  REDIS_URL: 'redis://localhost',
  JWT_SECRET: 'a'.repeat(32),
  JWT_REFRESH_SECRET: 'b'.repeat(32),
  ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
};

it('fills in what may be left out', () => {
  expect(readConfig(good)).toMatchObject({
    port: 3001,
    publicUrl: 'http://localhost:3001',
    tokens: { accessSeconds: 900, refreshSeconds: 604_800 },
    production: false,
    evolution: undefined,
  });
});

it('names every wrong variable at once', () => {
  const read = () =>
    readConfig({ ...good, DATABASE_URL: '', JWT_SECRET: 'short', PORT: 'many', ENCRYPTION_KEY: 'abc' });
  for (const name of ['DATABASE_URL', 'JWT_SECRET', 'PORT', 'ENCRYPTION_KEY']) expect(read).toThrow(name);
});

it('never repeats a secret in its complaint', () => {
  try {
    readConfig({ ...good, JWT_SECRET: 'hunter2' });
    throw new Error('it was accepted');
  } catch (error) {
    expect(String(error)).toContain('JWT_SECRET');
    expect(String(error)).not.toContain('hunter2');
  }
});

it.each([
  ['15m', 900],
  ['7d', 604_800],
  ['90', 90],
  ['2h', 7200],
])('a life of %s is %i seconds', (text, seconds) => {
  expect(readConfig({ ...good, JWT_EXPIRES_IN: text }).tokens.accessSeconds).toBe(seconds);
});

it('in production limits cannot be switched off and no demo phone is shown', () => {
  const given = { ...good, RATE_LIMIT_ENABLED: 'false', SANDBOX_PHONE_URL: 'http://localhost:9' };
  expect(readConfig(given)).toMatchObject({ rateLimit: { enabled: false }, sandboxPhoneUrl: 'http://localhost:9' });
  expect(readConfig({ ...given, NODE_ENV: 'production' })).toMatchObject({
    rateLimit: { enabled: true },
    sandboxPhoneUrl: undefined,
  });
});
