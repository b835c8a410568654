// The architecture test: the doors between rooms (lib/doors.mjs) and the rules of the house (lib/house-rules.mjs). Prints one line per breach.

import { findWrongDoors } from './lib/doors.mjs';
import { findBreaches } from './lib/house-rules.mjs';
import { readImports } from './lib/import-graph.mjs';
import { printFailure, say } from './lib/log.mjs';
import { rootDir } from './lib/paths.mjs';
import { readSources } from './lib/source-files.mjs';

try {
  const files = readSources(rootDir);
  const { imports, unresolved } = readImports(files, rootDir);
  const breaches = [...unresolved, ...findWrongDoors(imports), ...files.flatMap(findBreaches)];
  for (const breach of breaches) say(breach);
  say(`${files.length} files, ${imports.length} imports, ${breaches.length} breaches`);
  process.exit(breaches.length > 0 ? 1 : 0);
} catch (error) {
  printFailure(error);
  process.exit(1);
}
