// All unit and integration tests, one project per workspace. `npx jest -c <workspace>/jest.config.cjs <path>` runs a part of one.

const { existsSync } = require('node:fs');

const workspaces = ['contract', 'backend', 'sandbox', 'frontend', 'scripts'];

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  // Read here only: jest ignores a project's own.
  testTimeout: 30_000,
  projects: workspaces
    .map((name) => `<rootDir>/${name}/jest.config.cjs`)
    .filter((path) => existsSync(path.replace('<rootDir>', __dirname))),
};
