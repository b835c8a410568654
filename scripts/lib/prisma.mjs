// Prisma's client, generated from the schema when it is missing or older. Generating needs no schema engine, yet Prisma insists on finding
// one and would download it; an empty program in its place keeps this working without a network.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PlainError, step } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { mustRun } from './tool.mjs';

const generated = fromRoot('backend/src/generated/prisma');

/** Generates the client unless it was generated from this very schema. */
export async function generatePrismaClient() {
  const schema = fromRoot('prisma/schema.prisma');
  if (!existsSync(schema)) throw new PlainError('prisma/schema.prisma does not exist.');
  const mark = join(generated, '.schema-sha256');
  const hash = createHash('sha256')
    .update(readFileSync(schema))
    .update(readFileSync(fromRoot('package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  await step('Prisma client generated', async () => {
    const engine = fromRoot('node_modules/.cache/parley/no-schema-engine');
    mkdirSync(dirname(engine), { recursive: true });
    writeFileSync(engine, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const cli = join(
      dirname(createRequire(fromRoot('backend/package.json')).resolve('prisma/package.json')),
      'build/index.js',
    );
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    };
    await mustRun('prisma generate', process.execPath, [cli, 'generate', '--schema', 'prisma/schema.prisma'], { env });
    writeFileSync(mark, hash);
  });
}
