// Who imports whom, type imports included, and the circles in it.

import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { walk } from './source-files.mjs';

/**
 * @typedef {object} Import
 * @property {string} from path of the importing file
 * @property {string} to path of the imported file, `npm:<package>` or `node:<module>`
 * @property {boolean} typeOnly
 */

/** Our own packages, by name. */
const ownPackages = new Map([
  ['@parley/contract', 'contract/src/index.ts'],
  ['@parley/sandbox', 'sandbox/src/server.ts'],
]);
const endings = ['', '.ts', '.tsx', '.mjs', '.js', '.css', '.json', '/index.ts', '/index.tsx'];

/**
 * @param {import('./source-files.mjs').SourceFile[]} files
 * @param {string} root
 * @returns {{ imports: Import[], unresolved: string[] }}
 */
export function readImports(files, root) {
  /** @type {Import[]} */
  const imports = [];
  /** @type {string[]} */
  const unresolved = [];
  for (const file of files) {
    for (const { specifier, typeOnly } of specifiersOf(file.tree)) {
      const to = resolveImport(specifier, file.path, root);
      if (to) imports.push({ from: file.path, to, typeOnly });
      else unresolved.push(`${file.path} imports ${specifier}, which leads nowhere`);
    }
  }
  return { imports, unresolved };
}

/** @param {any} tree @returns {{ specifier: string, typeOnly: boolean }[]} */
function specifiersOf(tree) {
  /** @type {{ specifier: string, typeOnly: boolean }[]} */
  const found = [];
  walk(tree, (node) => {
    const source = node.source?.type === 'StringLiteral' ? node.source.value : null;
    if (source !== null && /^(Import|Export)/.test(node.type))
      found.push({ specifier: source, typeOnly: node.typeOnly === true });
    if (node.type === 'TsImportType') found.push({ specifier: node.argument.value, typeOnly: true });
    const called = node.type === 'CallExpression' && (node.callee.type === 'Import' || node.callee.value === 'require');
    const argument = called ? node.arguments[0]?.expression : null;
    if (argument?.type === 'StringLiteral') found.push({ specifier: argument.value, typeOnly: false });
  });
  return found;
}

/**
 * @param {string} specifier
 * @param {string} from path of the importing file
 * @param {string} root
 * @returns {string | null}
 */
function resolveImport(specifier, from, root) {
  const own = ownPackages.get(specifier);
  if (own) return own;
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.'))
    return `npm:${specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')}`;
  const base = join(dirname(from), specifier.replace(/\?.*$/, ''));
  // Generated and built files may not be there yet; they are nobody's room.
  if (/(^|\/)(generated|dist|node_modules)(\/|$)/.test(base)) return base;
  const ending = endings.find(
    (candidate) => existsSync(join(root, base + candidate)) && statSync(join(root, base + candidate)).isFile(),
  );
  return ending === undefined ? null : base + ending;
}

/**
 * Circles among any kind of nodes: each strongly connected group (Tarjan's algorithm) as one list.
 * @param {[string, string][]} edges
 * @returns {string[][]}
 */
export function findCircles(edges) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const circles = [];

  /** @param {string} node */
  const visit = (node) => {
    const state = { index: seen.size, low: seen.size, open: true };
    seen.set(node, state);
    stack.push(node);
    for (const to of next.get(node) ?? []) {
      const other = seen.get(to);
      if (!other) state.low = Math.min(state.low, visit(to).low);
      else if (other.open) state.low = Math.min(state.low, other.index);
    }
    if (state.low === state.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) Object.assign(seen.get(member) ?? {}, { open: false });
      if (group.length > 1) circles.push(group);
    }
    return state;
  };
  for (const node of next.keys()) if (!seen.has(node)) visit(node);
  return circles;
}
