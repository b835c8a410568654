// npm run bench [-- --rounds N] [--recipients N] [--messages N] [--only drain,reads,inbox,intake,fanout,import,materialise,pace,front-end]: measures the hot paths in one run, prints a table and writes bench/results.md.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { benchDrain } from './drain';
import { benchFanout } from './fanout';
import { benchFrontEnd } from './front-end';
import { benchImport } from './import';
import { benchInbox } from './inbox';
import { benchIntake } from './intake';
import { type Row, toTable } from './lib/measure';
import { createWorld } from './lib/world';
import { benchMaterialise } from './materialise';
import { benchPace } from './pace';
import { benchTenantRead } from './tenant-read';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    recipients: { type: 'string' },
    messages: { type: 'string' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? 5);
const recipients = Number(values.recipients ?? 30_000);
const messages = Number(values.messages ?? 5_000_000);
const wanted = values.only?.split(',');

const rows: Row[] = [];
const world = await createWorld();
try {
  const benches: Record<string, () => Promise<Row[]>> = {
    drain: () => benchDrain(world, recipients, rounds),
    reads: () => benchTenantRead(world, rounds),
    intake: () => benchIntake(world, rounds),
    fanout: () => benchFanout(world, rounds),
    import: () => benchImport(world, rounds),
    materialise: () => benchMaterialise(world, Math.min(rounds, 3)),
    pace: () => benchPace(world),
    inbox: () => benchInbox(world, messages),
    'front-end': () => benchFrontEnd(world),
  };
  for (const [name, run] of Object.entries(benches)) {
    if (wanted && !wanted.includes(name)) continue;
    console.log(name);
    rows.push(...(await run()));
  }
} finally {
  await world.close();
}
const table = toTable(rows);
console.log(`\n${table}`);
// A part of the benches says nothing about the others: only a whole run is kept.
if (!wanted)
  writeFileSync(
    fromRoot('bench', 'results.md'),
    `# Bench results\n\nWritten by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores, Node ${process.version}, medians of ${rounds} interleaved rounds. Only ratios within one run are comparable; absolute figures belong to the machine.\n\n${table}\n`,
  );
