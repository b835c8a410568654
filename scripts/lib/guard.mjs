// The guard outlives the command that started it by a moment: it holds the other end of a pipe, and when that command dies without a word
// (kill -9, a closed machine) it stops every process the command had started. A command that ends properly says so and the guard just leaves.

import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endInOrder } from './processes.mjs';

/** Time a process gets to finish before it is killed. */
const graceMs = 10_000;

/** @type {Map<number, import('./processes.mjs').Known>} */
const watched = new Map();
/** @type {string[]} */
const folders = [];
let released = false;

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line);
  if (message.watch) watched.set(message.watch.pid, message.watch);
  if (message.forget) watched.delete(message.forget);
  if (message.removeFolder) folders.push(message.removeFolder);
  if (message.release) released = true;
});
lines.on('close', async () => {
  if (!released) {
    await endInOrder([...watched.values()], graceMs);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
});
