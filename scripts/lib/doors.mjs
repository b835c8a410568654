// The doors of the house: which room may open onto which (docs/architecture.md). Type imports count like any other. Tests may look into any
// room of their own app and into the sandbox; nothing may lean on a test.

import { findCircles } from './import-graph.mjs';
import { isTest } from './source-files.mjs';

/**
 * @typedef {object} Door
 * @property {string} rule
 * @property {RegExp} from files it holds for
 * @property {RegExp} [exceptFrom]
 * @property {RegExp} [closed] what they may not import
 * @property {RegExp} [open] all they may import
 */

const upperBackend = 'backend/src/(main|registry)';

/** @type {Door[]} */
const doors = [
  { rule: 'contract leans on zod alone', from: /^contract\/src/, open: /^(contract\/src|npm:zod$)/ },
  {
    rule: 'platform → contract',
    from: /^backend\/src\/platform/,
    closed: new RegExp(`^(backend/src/(channels|features|compat)|${upperBackend})`),
  },
  {
    rule: 'channels → platform, contract',
    from: /^backend\/src\/channels/,
    closed: new RegExp(`^(backend/src/(features|compat)|${upperBackend})`),
  },
  {
    rule: 'features → platform, channels, contract',
    from: /^backend\/src\/features/,
    closed: new RegExp(`^(backend/src/compat|${upperBackend})`),
  },
  { rule: 'compat → features', from: /^backend\/src\/compat/, closed: new RegExp(`^${upperBackend}`) },
  {
    rule: 'nothing leans on main',
    from: /^backend\/src/,
    exceptFrom: /^backend\/src\/main/,
    closed: /^backend\/src\/main/,
  },
  {
    rule: 'only platform holds connections to PostgreSQL and Redis',
    from: /^backend\/src\/(features|channels|compat)/,
    closed: /^(npm:(pg|@prisma\/.*|bullmq|ioredis)$|backend\/src\/generated\/prisma\/client)/,
  },
  {
    rule: 'backend knows no sandbox and no front end',
    from: /^backend\/src/,
    closed: /^(sandbox|frontend|scripts|bench|e2e)\//,
  },
  { rule: 'frontend → contract', from: /^frontend\/src/, closed: /^(backend|sandbox|scripts|bench|e2e)\// },
  { rule: 'app → features → ui, lib', from: /^frontend\/src\/features/, closed: /^frontend\/src\/app\// },
  { rule: 'app → features → ui, lib', from: /^frontend\/src\/(ui|lib)\//, closed: /^frontend\/src\/(app|features)\// },
  { rule: 'ui → lib', from: /^frontend\/src\/lib\//, closed: /^frontend\/src\/ui\// },
  {
    rule: 'the sandbox is somebody else’s server',
    from: /^sandbox\/src/,
    closed: /^(backend|frontend|contract|scripts|bench|e2e)\//,
  },
];

/** @param {string} path @returns {string | null} `backend/src/features/<noun>` or its like in the front end */
const featureOf = (path) => /^(?:backend|frontend)\/src\/features\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;

/**
 * @param {import('./import-graph.mjs').Import[]} imports
 * @returns {string[]} one line per wrong import or circle
 */
export function findWrongDoors(imports) {
  const shipped = imports.filter(({ from }) => !isTest(from) && !/\/test\//.test(from));
  return [
    ...shipped.flatMap((one) =>
      doors.filter((door) => isClosed(door, one)).map((door) => `${one.from} → ${one.to}: ${door.rule}`),
    ),
    ...shipped.flatMap(throughFeatureDoor),
    ...shipped.filter(({ to }) => isTest(to)).map(({ from, to }) => `${from} → ${to}: nothing leans on a test`),
    ...findCircles(imports.map(({ from, to }) => [from, to])).map((circle) => `circle of files: ${circle.join(' → ')}`),
    ...featureCircles(shipped),
  ];
}

/** @param {Door} door @param {import('./import-graph.mjs').Import} one */
function isClosed({ from, exceptFrom, closed, open }, one) {
  if (!from.test(one.from) || exceptFrom?.test(one.from)) return false;
  return closed?.test(one.to) === true || (open !== undefined && !open.test(one.to));
}

/** @param {import('./import-graph.mjs').Import} one @returns {string[]} */
function throughFeatureDoor({ from, to }) {
  const feature = featureOf(to);
  if (!feature || featureOf(from) === feature) return [];
  if (feature.startsWith('frontend/')) {
    return featureOf(from)
      ? [`${from} → ${to}: screens of one noun never reach into those of another; app composes them`]
      : [];
  }
  return to === `${feature}/index.ts` ? [] : [`${from} → ${to}: a feature is entered through its index.ts`];
}

/** @param {import('./import-graph.mjs').Import[]} imports @returns {string[]} */
function featureCircles(imports) {
  /** @type {[string, string][]} */
  const edges = imports.flatMap(({ from, to }) => {
    const [a, b] = [featureOf(from), featureOf(to)];
    return a && b && a !== b ? [/** @type {[string, string]} */ ([a, b])] : [];
  });
  return findCircles(edges).map((circle) => `circle of features: ${circle.join(' → ')}`);
}
