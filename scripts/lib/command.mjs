// The frame around every command: Node and packages first, one clear line for a failure, and an orderly stop for Ctrl-C, a termination
// request, a closed terminal and a vanished parent.

import { checkNode, installPackages } from './install.mjs';
import { printFailure, say } from './log.mjs';

/** A second Ctrl-C after this long means "now"; npm passes on the first one twice. */
const impatientAfterMs = 1_500;
const parentCheckMs = 2_000;

/**
 * @param {(tools: { onStop: (stop: () => Promise<void>) => Promise<never> }) => Promise<number | void>} work resolves to an exit code;
 *   `onStop` says how to stop what it has started, and gives a promise to await for as long as the command is to run
 */
export async function runCommand(work) {
  let requestedAt = 0;
  /** @type {(() => Promise<void>) | null} */
  let stop = null;

  const request = async () => {
    if (requestedAt > 0) {
      if (Date.now() - requestedAt > impatientAfterMs) process.exit(130);
      return;
    }
    requestedAt = Date.now();
    if (!stop) process.exit(130);
    say('\nStopping …');
    await stop();
    say('Stopped.');
    process.exit(0);
  };
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, request);
  stopWithParent(request);

  try {
    checkNode();
    await installPackages();
    const code = await work({
      onStop(how) {
        stop = how;
        return new Promise(() => {});
      },
    });
    if (requestedAt === 0) process.exit(code ?? 0);
  } catch (error) {
    if (requestedAt > 0) return;
    printFailure(error);
    process.exit(1);
  }
}

/**
 * npm starts commands through a shell; when that shell is killed, the signal never reaches us, only our parent changes.
 * @param {() => void} request
 */
function stopWithParent(request) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) request();
  }, parentCheckMs);
  timer.unref();
}
