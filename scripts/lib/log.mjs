// What the commands say on the terminal: steps with their times, child output in short, and never a crash because nobody listens.

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {string} code @param {string} text */
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** @param {string} text */
export const bold = (text) => paint('1', text);
/** @param {string} text */
export const dim = (text) => paint('2', text);
/** @param {string} text */
export const red = (text) => paint('31', text);
/** @param {string} text */
export const green = (text) => paint('32', text);
/** @param {string} text */
export const yellow = (text) => paint('33', text);

// A closed terminal turns every write into EPIPE or EIO; shutting down cleanly matters more than the words.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** A failure whose message is all the reader needs: printed without a stack. */
export class PlainError extends Error {}

/** @param {string} [text] */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/** @param {string} text */
export function warn(text) {
  process.stderr.write(`${yellow('!')} ${text}\n`);
}

/**
 * Prints a failure: the message alone for a PlainError, with the stack for anything unexpected.
 * @param {unknown} error
 */
export function printFailure(error) {
  const text =
    error instanceof PlainError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`\n${red('✗')} ${text}\n`);
}

/**
 * @param {number} ms
 * @returns {string} seconds with one decimal
 */
export const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one step and prints its name, what came of it and how long it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @param {(result: T) => string} [detail] a few words about the result
 * @returns {Promise<T>}
 */
export async function step(name, work, detail) {
  const startedAt = performance.now();
  try {
    const result = await work();
    const words = detail ? dim(` ${detail(result)}`) : '';
    say(`${green('✓')} ${name}${words} ${dim(inSeconds(performance.now() - startedAt))}`);
    return result;
  } catch (error) {
    say(`${red('✗')} ${name} ${dim(inSeconds(performance.now() - startedAt))}`);
    throw error;
  }
}
