// Remembers instances over a restart of a demo. Messages are not kept.
import { join } from 'node:path';
import { z } from 'zod';
import { createInstance, type Instance } from './evolution/instances';
import { createKeptFile, type KeptFile } from './kept-file';

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

export interface Snapshot extends Pick<KeptFile, 'save' | 'flush'> {
  /** Instances of the last run; connected ones are connected again. Empty when there was none. */
  load(): Promise<Instance[]>;
}

/** @param dataDir folder of the file; made when missing. */
export function createSnapshot(dataDir: string, instances: Map<string, Instance>): Snapshot {
  const file = createKeptFile(join(dataDir, 'instances.json'), () => snapshotSchema.parse([...instances.values()]));
  return {
    ...file,
    load: async () =>
      snapshotSchema.parse((await file.read()) ?? []).map((kept) =>
        createInstance(kept.name, {
          ...kept,
          state: kept.state === 'open' ? 'open' : 'close',
          hasSocket: kept.state === 'open',
          base64InForce: kept.webhook?.base64 ?? false,
        }),
      ),
  };
}
