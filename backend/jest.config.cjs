// Tests of the backend: TypeScript through swc, a PostgreSQL and a Redis of their own (test/global-setup.mjs), one database per worker.

const { resolve } = require('node:path');

/** Packages that are published as ES modules only; jest runs CommonJS, so they are translated like our own code. */
const esmOnly = [
  'jose',
  'uuidv7',
  '@prisma/client/runtime',
  'chardet',
  'csv-parse',
  'csv-stringify',
  'bullmq',
  'ioredis',
  'cookie',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer/inflate',
  '@borewit/text-codec',
];

/** @type {import('jest').Config} */
module.exports = {
  displayName: 'backend',
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  setupFiles: ['<rootDir>/test/worker-environment.ts'],
  testTimeout: 30_000,
  transform: {
    '\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`node_modules/(?!(?:${esmOnly.join('|')})/)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@parley/contract$': resolve(__dirname, '../contract/src/index.ts'),
    '^@parley/sandbox$': resolve(__dirname, '../sandbox/src/server.ts'),
  },
};
