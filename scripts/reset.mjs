// npm run reset: stops a running installation and removes its data folder.

import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { PlainError, say } from './lib/log.mjs';
import { dataDirOf } from './lib/paths.mjs';

await runCommand(async () => {
  const [{ endLeftovers, livingRun }, { endServerOn }, { endProcess }] = await Promise.all([
    import('./lib/family.mjs'),
    import('./lib/postgres.mjs'),
    import('./lib/processes.mjs'),
  ]);
  const dataDir = dataDirOf(process.env);
  if (!existsSync(dataDir)) return say(`There is no data folder at ${dataDir}.`);
  refuseForeignFolder(dataDir);
  const runFile = join(dataDir, 'run.json');
  const run = livingRun(runFile);
  // It stops five processes one after the other, each with ten seconds to finish.
  if (run) await endProcess({ ...run.supervisor, name: 'supervisor', rank: 0, stopSignal: 'SIGTERM' }, 60_000);
  await endLeftovers(runFile);
  const cluster = join(dataDir, 'postgres');
  if (existsSync(cluster)) {
    await endServerOn(join(realpathSync(cluster), 'cluster'));
    if (lstatSync(cluster).isSymbolicLink()) rmSync(realpathSync(cluster), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
  say(`Removed ${dataDir}.`);
});

/**
 * A wrong PARLEY_DATA_DIR must not cost anybody their files.
 * @param {string} dataDir
 */
function refuseForeignFolder(dataDir) {
  const known = new Set(['secrets.json', 'ports.json', 'run.json', 'postgres', 'redis', 'sandbox', 'logs', 'storage']);
  const foreign = readdirSync(dataDir).filter((name) => !known.has(name));
  if (foreign.length > 0)
    throw new PlainError(
      `${dataDir} holds more than Parley's data (${foreign.slice(0, 3).join(', ')}); it is left alone.`,
    );
}
