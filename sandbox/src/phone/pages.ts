// The files of the phone page, served as they are.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../http/router';

const STYLES = ['tokens', 'parts', 'stage', 'phone', 'messages'];
const SCRIPTS = ['phone', 'words', 'view', 'bubbles', 'compose'];

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** Answers by path. */
export async function readPages(): Promise<Map<string, Answer>> {
  const files: [path: string, file: string, type: string][] = [
    ['/phone', 'index.html', 'text/html'],
    ...STYLES.map((name): [string, string, string] => [`/phone/${name}.css`, `${name}.css`, 'text/css']),
    ...SCRIPTS.map((name): [string, string, string] => [`/phone/${name}.js`, `${name}.js`, 'text/javascript']),
  ];
  const answers = await Promise.all(
    files.map(async ([path, file, type]): Promise<[string, Answer]> => {
      const bytes = await readFile(fileURLToPath(new URL(`page/${file}`, import.meta.url)));
      return [path, { status: 200, bytes, headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8` } }];
    }),
  );
  return new Map(answers);
}
