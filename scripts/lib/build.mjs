// Building only what changed: each target is known by a hash of its sources, and is left alone when that hash is the one it was built from.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build as esbuild } from 'esbuild';
import { PlainError, step } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { generatePrismaClient } from './prisma.mjs';
import { mustRun } from './tool.mjs';

const recordFile = fromRoot('node_modules/.cache/parley/build.json');

/** The backend's programs: backend/src/main/<name>.ts → backend/dist/<name>.js. */
export const backendPrograms = ['api', 'worker', 'migrate', 'seed'];

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources files and folders, relative to the root
 * @property {string[]} outputs files that must exist
 * @property {() => Promise<void>} build
 */

/** @type {Target[]} */
const targets = [
  {
    name: 'backend',
    sources: ['backend/src', 'contract/src', 'prisma/schema.prisma', 'package-lock.json', 'scripts/lib/build.mjs'],
    outputs: backendPrograms.map((name) => `backend/dist/${name}.js`),
    build: buildBackend,
  },
  {
    name: 'sandbox',
    sources: ['sandbox/src', 'package-lock.json', 'scripts/lib/build.mjs'],
    outputs: ['sandbox/dist/main.js'],
    build: buildSandbox,
  },
  {
    name: 'frontend',
    sources: [
      'frontend/src',
      'frontend/public',
      'frontend/index.html',
      'frontend/vite.config.ts',
      'contract/src',
      'package-lock.json',
    ],
    outputs: ['frontend/dist/index.html'],
    build: buildFrontend,
  },
];

/**
 * @param {string[]} [names] targets to build; all by default
 * @returns {Promise<string[]>} names of those that had changed
 */
export async function buildChanged(names = targets.map((target) => target.name)) {
  const record = readRecord();
  const changed = targets.filter((target) => names.includes(target.name) && !isBuilt(target, record));
  for (const target of changed) {
    const hash = hashOf(target.sources);
    await step(`Built ${target.name}`, target.build);
    writeRecord({ ...readRecord(), [target.name]: hash });
  }
  return changed.map((target) => target.name);
}

/** @param {Target} target @param {Record<string, string>} record */
const isBuilt = (target, record) =>
  record[target.name] === hashOf(target.sources) && target.outputs.every((output) => existsSync(fromRoot(output)));

async function buildBackend() {
  await generatePrismaClient();
  const entries = backendPrograms.map((name) => `backend/src/main/${name}.ts`);
  await bundle(entries, 'backend/dist');
}

async function buildSandbox() {
  await bundle(['sandbox/src/main.ts'], 'sandbox/dist');
  // In one bundle every module has the bundle's address, so what modules read from beside themselves lies beside the bundle.
  cpSync(fromRoot('sandbox/src/phone/page'), fromRoot('sandbox/dist/page'), { recursive: true });
}

/**
 * @param {string[]} entries relative to the root
 * @param {string} outdir relative to the root
 */
async function bundle(entries, outdir) {
  const missing = entries.filter((entry) => !existsSync(fromRoot(entry)));
  if (missing.length > 0) throw new PlainError(`Cannot build ${outdir}: ${missing.join(', ')} does not exist.`);
  rmSync(fromRoot(outdir), { recursive: true, force: true });
  await esbuild({
    entryPoints: entries.map((entry) => fromRoot(entry)),
    outdir: fromRoot(outdir),
    bundle: true,
    splitting: entries.length > 1,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Our own contract is source and goes in; everything else stays in node_modules.
    packages: 'external',
    alias: { '@parley/contract': fromRoot('contract/src/index.ts') },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
    // CommonJS code that was bundled in may still ask for a built-in module with require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
  }).catch((error) => {
    throw new PlainError(String(error.message));
  });
}

async function buildFrontend() {
  if (!existsSync(fromRoot('frontend/index.html')))
    throw new PlainError('Cannot build the front end: frontend/index.html does not exist.');
  const vite = join(
    dirname(createRequire(fromRoot('frontend/package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  await mustRun('vite build', process.execPath, [vite, 'build', 'frontend', '--logLevel', 'warn']);
}

/** @param {string} path file or folder @returns {string[]} files, sorted; generated code and tests are no sources */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'generated' && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

/** @param {string[]} sources @returns {string} one hash over names and contents */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(fromRoot(source)))) {
    hash.update(relative(fromRoot(), file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @returns {Record<string, string>} */
function readRecord() {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Record<string, string>} record */
function writeRecord(record) {
  mkdirSync(dirname(recordFile), { recursive: true });
  writeFileSync(recordFile, JSON.stringify(record));
}
