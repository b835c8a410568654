// Remembers Meta's side over a restart of a demo: assets, tokens, templates, and who wrote when, so that open windows stay open.
// Messages and files are not kept.
import { join } from 'node:path';
import { z } from 'zod';
import { createKeptFile, type KeptFile } from '../kept-file';
import { QUALITIES } from './assets';
import { type Graph, meet } from './graph';
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from './whatsapp/template';

const shared = { id: z.string(), appId: z.string(), name: z.string(), callbackUrl: z.string().nullable() };
const throughput = z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']);

const senderSchema = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.literal('number'),
    wabaId: z.string(),
    displayPhone: z.string(),
    quality: z.enum(QUALITIES),
    throughput,
    tier: z.string(),
    registered: z.boolean(),
    locked: z.boolean(),
  }),
  z.object({ ...shared, kind: z.literal('page'), fields: z.array(z.string()) }),
  z.object({
    ...shared,
    kind: z.literal('instagram'),
    username: z.string(),
    pageId: z.string().nullable(),
    fields: z.array(z.string()),
  }),
]);

const templateSchema = z.object({
  id: z.string(),
  wabaId: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.enum(TEMPLATE_CATEGORIES),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  components: z.array(z.looseObject({ type: z.string() })),
  status: z.enum(TEMPLATE_STATUSES),
  quality: z.enum(QUALITIES),
  rejectedReason: z.string(),
  editedAt: z.array(z.number()).optional(),
});

const personSchema = z.object({
  name: z.string(),
  username: z.string().nullable(),
  userId: z.string().nullable(),
  profile: z.enum(['open', 'private']),
  blocked: z.boolean(),
  stoppedMarketing: z.boolean(),
});

const snapshotSchema = z.object({
  wabas: z.array(z.object({ ...shared, subscribed: z.boolean(), templates: z.array(templateSchema) })),
  senders: z.array(senderSchema),
  tokens: z.array(
    z.object({
      value: z.string(),
      appId: z.string(),
      type: z.enum(['USER', 'PAGE', 'SYSTEM_USER', 'INSTAGRAM', 'APP']),
      scopes: z.array(z.string()),
      targets: z.array(z.string()),
      issuedAt: z.number(),
      expiresAt: z.number(),
      dataAccessExpiresAt: z.number(),
      revokedBy: z.number().nullable(),
    }),
  ),
  people: z.array(
    z.object({ senderId: z.string(), id: z.string(), person: personSchema, lastInboundAt: z.number().nullable() }),
  ),
});

/** @param dataDir folder of the file; made when missing. */
export function createGraphSnapshot(
  dataDir: string,
  graph: Graph,
): Pick<KeptFile, 'save' | 'flush'> & { load(): Promise<void> } {
  const file = createKeptFile(join(dataDir, 'meta.json'), () => collect(graph));
  return {
    ...file,
    load: async () => {
      const kept = await file.read();
      if (kept !== undefined) restore(graph, snapshotSchema.parse(kept));
    },
  };
}

function collect({ wabas, senders, tokens, conversations }: Graph): z.input<typeof snapshotSchema> {
  return snapshotSchema.parse({
    wabas: [...wabas.values()].map((waba) => ({ ...waba, templates: [...waba.templates.values()] })),
    senders: [...senders.values()],
    tokens: [...tokens.values()].map((token) => ({ ...token, targets: [...token.targets] })),
    people: [...conversations.values()].map(({ sender, person, lastInboundAt }) => {
      return { senderId: sender.id, id: person.id, person, lastInboundAt };
    }),
  });
}

function restore(graph: Graph, kept: z.infer<typeof snapshotSchema>): void {
  for (const waba of kept.wabas) {
    graph.wabas.set(waba.id, { ...waba, templates: new Map(waba.templates.map((one) => [one.id, one])) });
  }
  for (const sender of kept.senders) graph.senders.set(sender.id, sender);
  for (const token of kept.tokens) graph.tokens.set(token.value, { ...token, targets: new Set(token.targets) });
  for (const { senderId, id, person, lastInboundAt } of kept.people) {
    const sender = graph.senders.get(senderId);
    if (sender) meet(graph, sender, id, person).lastInboundAt = lastInboundAt;
  }
}
