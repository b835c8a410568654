// Demo data from the command line: `seed`. It refuses in production.
import { readConfig } from '../platform/config';
import { seedDemo } from './demo/seed';

try {
  process.stdout.write(`${await seedDemo(readConfig())}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`seed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
