// One JSON file that remembers something over a restart: written whole and renamed into place, several changes in one write.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const WRITE_DELAY_MS = 200;

export interface KeptFile {
  /** What was written last; undefined when nothing was. @throws SyntaxError when it is no JSON */
  read(): Promise<unknown>;
  /** Asks for a write soon; several changes share one. */
  save(): void;
  /** Writes what is still unwritten. */
  flush(): Promise<void>;
}

/** @param collect gives what is to be kept, at the time of writing */
export function createKeptFile(path: string, collect: () => unknown): KeptFile {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = async () => {
    const text = JSON.stringify(collect(), null, 2);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const flush = () => {
    clearTimeout(timer);
    if (timer === undefined) return writing;
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      return text === undefined ? undefined : JSON.parse(text);
    },
    save: () => {
      timer ??= setTimeout(() => void flush(), WRITE_DELAY_MS);
    },
    flush,
  };
}
