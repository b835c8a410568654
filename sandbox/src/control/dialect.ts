// The control API under /_control: how tests, benches and the demo set faults, act as people and read what was accepted.
import { z } from 'zod';
import type { Instance } from '../evolution/instances';
import { endLink, loseLink, scanQr } from '../evolution/link';
import { editByCustomer, receiveInbound, revokeByCustomer, typeOnPhone } from '../evolution/messages';
import { toJid } from '../evolution/numbers';
import { GRAPH_ACTIONS } from '../graph/control/actions';
import { NotThere } from '../graph/control/not-there';
import type { Answer, Call, Dialect } from '../http/router';
import { resetWorld, setFaults, type World } from '../world';
import { buildInbound, type InboundBody, inboundSchema } from './inbound';
import { listReceived, summarizeReceived } from './received';
import { faultsSchema, statusesSchema, timingsSchema } from './settings';

const scanSchema = z.strictObject({ number: z.string().optional(), profileName: z.string().optional() });
const disconnectSchema = z.strictObject({
  reason: z.enum(['logged_out', 'banned', 'lost']),
  /** For `lost`: when the server is back by itself; null waits for a scan. */
  reconnectAfterMs: z.number().int().min(0).nullable().default(2_000),
});
const typedSchema = z.strictObject({ to: z.string().min(1), text: z.string().min(1) });
const mediaSchema = z.strictObject({ messageId: z.string().min(1) });
const receivedQuery = z.object({
  instance: z.string().optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(1_000),
});

type InstanceAction = (world: World, instance: Instance, body: unknown) => unknown;

const INSTANCE_ACTIONS: Record<string, InstanceAction> = {
  scan: async (world, instance, body) => {
    await scanQr(world, instance, scanSchema.parse(body));
    return describeInstance(instance);
  },
  disconnect: (world, instance, body) => {
    const { reason, reconnectAfterMs } = disconnectSchema.parse(body);
    if (reason === 'lost') loseLink(world, instance, reconnectAfterMs);
    else endLink(world, instance, reason === 'banned' ? 403 : 401);
    return describeInstance(instance);
  },
  inbound: (world, instance, body) => {
    const inbound = inboundSchema.parse(body);
    if (inbound.kind === 'edit' || inbound.kind === 'revoke') return change(world, instance, inbound);
    const message = receiveInbound(world, instance, buildInbound(instance, inbound));
    return { messageId: message.id, remoteJid: message.remoteJid };
  },
  media: (_world, instance, body) => {
    const { messageId } = mediaSchema.parse(body);
    const media = instance.messages.get(messageId)?.media;
    if (!media) throw new NotThere(`no file in message ${messageId}`);
    return media;
  },
  'typed-on-phone': (world, instance, body) => {
    const { to, text } = typedSchema.parse(body);
    return { messageId: typeOnPhone(world, instance, toJid(to), text).id };
  },
};

/** A customer changes or takes back what they wrote. */
function change(world: World, instance: Instance, { kind, targetId = '', text = '', repeat }: InboundBody) {
  const message = instance.messages.get(targetId);
  if (message === undefined || message.fromMe) throw new NotThere(`no message ${targetId} of a customer`);
  if (kind === 'edit') editByCustomer(world, message, text, repeat);
  else revokeByCustomer(world, message, repeat);
  return { messageId: targetId, remoteJid: message.remoteJid };
}

const SERVER_ACTIONS: Record<string, (world: World, call: Call) => unknown> = {
  'GET /_control/state': (world) => describeWorld(world),
  'POST /_control/reset': (world) => {
    resetWorld(world);
    return describeWorld(world);
  },
  'PUT /_control/faults': (world, { body }) => {
    setFaults(world, faultsSchema.parse(body ?? {}));
    return world.faults;
  },
  'PUT /_control/statuses': (world, { body }) => {
    world.statuses = statusesSchema.parse(body ?? {});
    return world.statuses;
  },
  'PUT /_control/timings': (world, { body }) => {
    world.timings = timingsSchema.parse(body ?? {});
    world.webhooks.retryScale = world.timings.webhookRetryScale;
    world.graph.webhooks.retryScale = world.timings.webhookRetryScale;
    return world.timings;
  },
  'GET /_control/received': (world, { query }) => {
    return listReceived(world.accepted, receivedQuery.parse(Object.fromEntries(query)));
  },
  'GET /_control/received/summary': (world, { query }) => {
    return summarizeReceived(world.accepted, query.get('instance') ?? undefined);
  },
};

export function createControlDialect(world: World): Dialect {
  return async (call) => {
    if (call.request.headers.apikey !== world.apiKey) return refuse(401, 'the global apikey is required');
    if (call.brokenBody !== undefined) return refuse(400, call.brokenBody);
    try {
      return await answerCall(world, call);
    } catch (error) {
      if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error));
      if (error instanceof NotThere) return refuse(404, error.message);
      throw error;
    }
  };
}

async function answerCall(world: World, call: Call): Promise<Answer> {
  const serverAction = SERVER_ACTIONS[`${call.method} ${call.path}`];
  if (serverAction) return { status: 200, body: serverAction(world, call) };
  const graphAction = call.method === 'POST' ? GRAPH_ACTIONS[call.path.replace('/_control/graph/', '')] : undefined;
  if (graphAction) return { status: 200, body: await graphAction(world, call.body ?? {}) };
  const [, name, action] = /^\/_control\/instances\/([^/]+)\/([a-z-]+)$/.exec(call.path) ?? [];
  const instanceAction = call.method === 'POST' ? INSTANCE_ACTIONS[action ?? ''] : undefined;
  if (name === undefined || instanceAction === undefined) return refuse(404, `no ${call.method} ${call.path}`);
  const instance = world.instances.get(decodeURIComponent(name));
  if (instance === undefined) return refuse(404, `no instance ${name}`);
  return { status: 200, body: await instanceAction(world, instance, call.body ?? {}) };
}

function describeWorld(world: World) {
  const { faults, statuses, timings, webhooks, timeline } = world;
  return {
    instances: [...world.instances.values()].map(describeInstance),
    accepted: world.accepted.length,
    webhooks: { ...webhooks.counts },
    planned: timeline.waiting,
    faults,
    fates: world.fateCounts,
    statuses,
    timings,
  };
}

function describeInstance(instance: Instance) {
  const { name, state, ownerJid, profileName, qrCount, webhook } = instance;
  return {
    name,
    state,
    ownerJid,
    profileName,
    qrCount,
    webhookUrl: webhook?.url ?? null,
    messages: instance.messages.size,
  };
}

function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}
