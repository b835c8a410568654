// npm test: the whole gate. Every step runs, whatever the ones before it said, and the last line counts them all. With --fast (npm run check)
// it stops before the build and the browser.

import { runCommand } from './lib/command.mjs';
import { bold, dim, green, inSeconds, printFailure, red, say } from './lib/log.mjs';

await runCommand(async () => {
  const fast = process.argv.includes('--fast');
  const [{ buildChanged }, checks, { generatePrismaClient }, suites] = await Promise.all([
    import('./lib/build.mjs'),
    import('./lib/checks.mjs'),
    import('./lib/prisma.mjs'),
    import('./lib/suites.mjs'),
  ]);
  /** @typedef {import('./lib/checks.mjs').Verdict} Verdict */

  /** @returns {Promise<Verdict>} */
  const prepare = async () => {
    await generatePrismaClient();
    return { name: 'prisma client', passed: 1, failed: 0, output: '' };
  };
  let built = false;
  /** @returns {Promise<Verdict>} */
  const build = async () => {
    await buildChanged();
    built = true;
    return { name: 'build', passed: 1, failed: 0, output: '' };
  };
  /** @returns {Promise<Verdict>} */
  const endToEnd = async () => {
    if (!built) return { name: 'e2e', passed: 0, failed: 1, output: 'not run: the build failed' };
    return suites.runEndToEnd();
  };
  /** @returns {Promise<Verdict>} */
  const chaos = async () => {
    if (!built) return { name: 'chaos', passed: 0, failed: 1, output: 'not run: the build failed' };
    return suites.runChaos();
  };
  /** @type {[string, () => Promise<Verdict>][]} */
  const steps = [
    ['prisma client', prepare],
    ['format and lint', checks.checkFormatAndLint],
    ['types', checks.checkTypes],
    ['architecture', checks.checkArchitecture],
    ['jest', suites.runJest],
  ];
  if (!fast) steps.push(['build', build], ['chaos', chaos], ['e2e', endToEnd]);

  const verdicts = [];
  for (const [name, run] of steps) verdicts.push(await judge(name, run));
  const passed = verdicts.reduce((sum, verdict) => sum + verdict.passed, 0);
  const failed = verdicts.reduce((sum, verdict) => sum + verdict.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/**
 * @param {string} name
 * @param {() => Promise<import('./lib/checks.mjs').Verdict>} run
 */
async function judge(name, run) {
  say(bold(`\n▸ ${name}`));
  const startedAt = performance.now();
  const verdict = await run().catch((error) => {
    printFailure(error);
    return { name, passed: 0, failed: 1, output: '' };
  });
  if (verdict.output && (verdict.failed > 0 || name === 'jest' || name === 'chaos' || name === 'e2e'))
    say(verdict.output);
  const mark = verdict.failed > 0 ? red(`✗ ${verdict.failed} failed`) : green('✓');
  say(`${mark} ${name}: ${verdict.passed} passed ${dim(inSeconds(performance.now() - startedAt))}`);
  return verdict;
}
