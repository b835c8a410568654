// The model-based test of campaigns, messages and ledger, for far longer than the gate runs it.
import { spawn } from 'node:child_process';
import { fromRoot } from '../../scripts/lib/paths.mjs';
import type { Report } from './report';

/** @param commands how many commands are drawn */
export async function modelChaos(report: Report, commands: number): Promise<void> {
  const jest = spawn(
    process.execPath,
    [fromRoot('node_modules', 'jest', 'bin', 'jest.js'), '-c', fromRoot('jest.config.cjs'), 'backend/test/model'],
    {
      cwd: fromRoot(),
      env: { ...process.env, NODE_ENV: 'test', MODEL_COMMANDS: String(commands) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [jest.stdout, jest.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => jest.once('close', resolve));
  report(
    `${commands.toLocaleString('en')} commands in any order`,
    code === 0 ? [] : [output.slice(-4000)],
    'ledger, counters and promises after each',
  );
}
