// Reads the sources, for the tests that hold rules over all of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface SourceFile {
  /** Relative to `src/`. */
  path: string;
  text: string;
}

const src = join(__dirname, '..', 'src');

/** All files under `src/` whose name ends in one of the endings. */
export function readSources(...endings: string[]): SourceFile[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(src, path), text: readFileSync(path, 'utf8') }));
}
