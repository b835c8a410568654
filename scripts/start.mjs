// npm start: everything Parley needs, brought up and kept up until Ctrl-C. A clean clone has no packages yet, so nothing here may need one
// before they are installed. With --dev (npm run dev) the sources run as they are, with reload.

import { runCommand } from './lib/command.mjs';
import { dim, inSeconds, say } from './lib/log.mjs';
import { dataDirOf } from './lib/paths.mjs';

await runCommand(async ({ onStop }) => {
  const startedAt = performance.now();
  const { introduce, startStack } = await import('./lib/stack.mjs');
  const dataDir = dataDirOf(process.env);
  const stack = startStack({ env: process.env, dataDir, mode: process.argv.includes('--dev') ? 'source' : 'built' });
  const untilStopped = onStop(stack.stop);
  await stack.started;
  introduce(stack, dataDir);
  say(`\n  Ready after ${inSeconds(performance.now() - startedAt)}. ${dim('Ctrl-C stops everything.')}\n`);
  await untilStopped;
});
