// Runs one of the backend's programs with the database and the rest at hand: `with-services.mjs migrate up`, `with-services.mjs seed`. Uses
// the running installation when there is one, otherwise starts the services for as long as it takes.

import { join } from 'node:path';
import { runCommand } from './lib/command.mjs';
import { say } from './lib/log.mjs';
import { dataDirOf } from './lib/paths.mjs';

await runCommand(async ({ onStop }) => {
  const [{ buildChanged }, { livingRun }, { runProgram, startStack }] = await Promise.all([
    import('./lib/build.mjs'),
    import('./lib/family.mjs'),
    import('./lib/stack.mjs'),
  ]);
  const [name = '', ...args] = process.argv.slice(2);
  const dataDir = dataDirOf(process.env);
  const running = livingRun(join(dataDir, 'run.json'));
  if (running?.env) {
    await buildChanged(['backend']);
    say((await runProgram(name, args, /** @type {NodeJS.ProcessEnv} */ (running.env))).trim());
    return;
  }
  const stack = startStack({ env: process.env, dataDir, app: false, seed: false, migrate: name !== 'migrate' });
  onStop(stack.stop);
  try {
    await stack.started;
    say((await runProgram(name, args, stack.env)).trim());
  } finally {
    await stack.stop();
  }
});
