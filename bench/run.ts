// npm run bench [-- --rounds N] [--recipients N]: measures the hot paths in one run, prints a table and writes bench/results.md.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { benchDrain } from './drain';
import { benchImport } from './import';
import { type Row, toTable } from './lib/measure';
import { createWorld } from './lib/world';
import { benchTenantRead } from './tenant-read';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, recipients: { type: 'string' } } });
const rounds = Number(values.rounds ?? 5);
const recipients = Number(values.recipients ?? 30_000);

const rows: Row[] = [];
const world = await createWorld();
try {
  console.log('campaign drain');
  rows.push(...(await benchDrain(world, recipients, rounds)));
  console.log('tenant reads');
  rows.push(...(await benchTenantRead(world, rounds)));
  console.log('import');
  rows.push(...(await benchImport(world, rounds)));
} finally {
  await world.close();
}
const table = toTable(rows);
console.log(`\n${table}`);
writeFileSync(
  fromRoot('bench', 'results.md'),
  `# Bench results\n\nWritten by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores, Node ${process.version}, medians of ${rounds} interleaved rounds. Only ratios within one run are comparable; absolute figures belong to the machine.\n\n${table}\n`,
);
