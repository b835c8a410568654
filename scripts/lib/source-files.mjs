// The source files of the repository, each read and parsed once for the architecture test.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';

const rooms = [
  'contract/src',
  'backend/src',
  'backend/test',
  'frontend/src',
  'frontend/test',
  'sandbox/src',
  'scripts',
  'e2e',
  'bench',
];
const leftOut = new Set(['node_modules', 'dist', 'generated', 'test-results', 'playwright-report']);

/**
 * @typedef {object} SourceFile
 * @property {string} path relative to the root, with forward slashes
 * @property {string} text
 * @property {any} tree swc's tree; null for style sheets
 */

/** @param {string} path */
export const isTest = (path) => /\.(test|spec)\.tsx?$/.test(path);

/**
 * @param {string} root
 * @returns {SourceFile[]}
 */
export function readSources(root) {
  const files = rooms.flatMap((room) => filesBelow(join(root, room)));
  return files.map((file) => parseSource(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')));
}

/**
 * @param {string} path relative to the root
 * @param {string} text
 * @returns {SourceFile}
 */
export function parseSource(path, text) {
  if (path.endsWith('.css')) return { path, text, tree: null };
  const options = /\.tsx?$/.test(path)
    ? /** @type {const} */ ({ syntax: 'typescript', tsx: path.endsWith('x') })
    : /** @type {const} */ ({ syntax: 'ecmascript' });
  try {
    return { path, text, tree: parseSync(text, options) };
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * Calls `visit` for every node of a tree.
 * @param {unknown} node
 * @param {(node: any) => void} visit
 */
export function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
  } else if (node && typeof node === 'object') {
    visit(node);
    for (const value of Object.values(node)) walk(value, visit);
  }
}

/** @param {string} dir @returns {string[]} */
function filesBelow(dir) {
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    // A room that is not built yet.
    return [];
  }
  return entries.flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(join(dir, entry.name));
    return /\.(tsx?|mjs|cjs|css)$/.test(entry.name) ? [join(dir, entry.name)] : [];
  });
}
