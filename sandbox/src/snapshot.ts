// Remembers instances over a restart of a demo: one JSON file, written whole and renamed into place. Messages are not kept.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createInstance, type Instance } from './evolution/instances';

const WRITE_DELAY_MS = 200;

const snapshotSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    integration: z.string(),
    token: z.string(),
    number: z.string().nullable(),
    businessId: z.string().nullable(),
    settings: z.object({
      rejectCall: z.boolean(),
      msgCall: z.string(),
      groupsIgnore: z.boolean(),
      alwaysOnline: z.boolean(),
      readMessages: z.boolean(),
      readStatus: z.boolean(),
      syncFullHistory: z.boolean(),
      wavoipToken: z.string(),
    }),
    settingsId: z.string(),
    webhook: z
      .object({
        id: z.string(),
        enabled: z.boolean(),
        url: z.string(),
        headers: z.record(z.string(), z.string()).nullable(),
        byEvents: z.boolean(),
        base64: z.boolean(),
        events: z.array(z.string()),
        createdAt: z.string(),
        updatedAt: z.string(),
      })
      .nullable(),
    state: z.enum(['close', 'connecting', 'open']),
    ownerJid: z.string().nullable(),
    profileName: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
);

export interface Snapshot {
  /** Instances of the last run; connected ones are connected again. Empty when there was none. */
  load(): Promise<Instance[]>;
  /** Asks for a write soon; several changes share one. */
  save(): void;
  /** Writes what is still unwritten. */
  flush(): Promise<void>;
}

/** @param dataDir folder of the file; made when missing. */
export function createSnapshot(dataDir: string, instances: Map<string, Instance>): Snapshot {
  const path = join(dataDir, 'instances.json');
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = async () => {
    const kept = snapshotSchema.parse([...instances.values()]);
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const flush = () => {
    clearTimeout(timer);
    if (timer === undefined) return writing;
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    load: async () => {
      const text = await readFile(path, 'utf8').catch(() => '[]');
      return snapshotSchema.parse(JSON.parse(text)).map((kept) =>
        createInstance(kept.name, {
          ...kept,
          state: kept.state === 'open' ? 'open' : 'close',
          hasSocket: kept.state === 'open',
          base64InForce: kept.webhook?.base64 ?? false,
        }),
      );
    },
    save: () => {
      timer ??= setTimeout(() => void flush(), WRITE_DELAY_MS);
    },
    flush,
  };
}
