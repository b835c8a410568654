// Rules of the house that no linter knows: the length of files, a first line that says what a file is for, one reader of the environment,
// and a layout that turns with the direction of writing.

import { isTest, walk } from './source-files.mjs';

const longestFile = 300;
const longestTest = 400;

/** Files that may read the environment: one per app, and what is no part of an app. */
const environmentReaders = [
  /^backend\/src\/platform\/config\.ts$/,
  /^frontend\/src\/lib\/config\.ts$/,
  /^sandbox\/src\/main\.ts$/,
  /^(scripts|e2e|bench)\//,
  /^(backend|frontend)\/test\//,
];

/** Tailwind's classes for a side of the screen; the logical ones (ms, pe, start, end, text-start) follow the direction of writing. */
const physicalClass =
  /^(?:[^\s:]+:)*!?-?(?:(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[lr]|tl|tr|bl|br)|scroll-[mp][lr])-(?:\d|\[|\(|px$|auto$|full$|none$|sm$|md$|lg$|xl$)|(?:text|float|clear)-(?:left|right)$|border-[lr]$|rounded-(?:[lr]|tl|tr|bl|br)$)/;
const physicalCss =
  /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;
/** A line of CSS that must be physical says so and why: `/* physical: … *​/`. */
const physicalReason = /\/\*\s*physical:/;

/**
 * @param {import('./source-files.mjs').SourceFile} file
 * @returns {string[]} one line per breach
 */
export function findBreaches({ path, text, tree }) {
  const lines = text.split('\n');
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const limit = isTest(path) ? longestTest : longestFile;
  const breaches = length > limit ? [`${path} has ${length} lines; ${limit} is the most: it is two ideas`] : [];
  if (tree === null) return [...breaches, ...physicalLines(path, lines)];
  // A test says what it is for in its titles.
  if (!isTest(path) && !lines.slice(0, 3).some((line) => /^\s*\/[/*]/.test(line)))
    breaches.push(`${path}:1 does not say in its first lines what it is for`);
  lines.forEach((line, index) => {
    if (/^\s*(?:\/\/|\*|\/\*)\s*(?:TODO|FIXME|XXX)\b|@ts-(?:ignore|nocheck)\b/.test(line)) {
      breaches.push(`${path}:${index + 1} leaves something undone: ${line.trim()}`);
    }
  });
  return [...breaches, ...breachesInCode(path, tree)];
}

/** @param {string} path @param {string[]} lines */
const physicalLines = (path, lines) =>
  lines.flatMap((line, index) =>
    physicalCss.test(line) && !physicalReason.test(line)
      ? [`${path}:${index + 1} names a side of the screen: ${line.trim()}`]
      : [],
  );

/** @param {string} path @param {any} tree @returns {string[]} */
function breachesInCode(path, tree) {
  const mayReadEnvironment = isTest(path) || environmentReaders.some((pattern) => pattern.test(path));
  const isScreen = path.startsWith('frontend/src/') && !isTest(path);
  /** @type {string[]} */
  const breaches = [];
  walk(tree, (node) => {
    if (!mayReadEnvironment && readsEnvironment(node))
      breaches.push(`${path} reads process.env; its app's config file does that`);
    const words = isScreen ? literalOf(node) : null;
    for (const word of words?.split(/\s+/) ?? []) {
      if (physicalClass.test(word))
        breaches.push(`${path} names a side of the screen: ${word} (use the logical class)`);
    }
  });
  return [...new Set(breaches)];
}

/** @param {any} node a node of swc's tree */
const readsEnvironment = (node) =>
  node.type === 'MemberExpression' &&
  node.object.value === 'process' &&
  (node.property.value === 'env' || node.property.expression?.value === 'env');

/** @param {any} node a node of swc's tree @returns {string | null} */
function literalOf(node) {
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'TemplateElement' ? (node.cooked ?? node.raw) : null;
}
