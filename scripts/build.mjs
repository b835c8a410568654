// npm run build: builds what changed since the last time.

import { runCommand } from './lib/command.mjs';
import { say } from './lib/log.mjs';

await runCommand(async () => {
  const { buildChanged } = await import('./lib/build.mjs');
  const changed = await buildChanged();
  if (changed.length === 0) say('Everything is built from the sources as they are.');
});
