// The whole state of one sandbox server, handed to everything that acts on it.
import type { Faults, Statuses, Timings } from './control/settings';
import { faultsSchema, statusesSchema, timingsSchema } from './control/settings';
import type { Instance, StoredMessage } from './evolution/instances';
import { EVOLUTION_RETRIES } from './evolution/webhooks';
import { type Fate, noFates } from './fates';
import type { App } from './graph/assets';
import { createGraph, type Graph, resetGraph } from './graph/graph';
import { WebhookSender } from './http/webhook-sender';
import type { Logger } from './logger';
import { createRandom, type Random } from './random';
import { Timeline } from './timeline';

export interface World {
  apiKey: string;
  /** Where clients reach the server; known once it listens. */
  publicUrl: string;
  logger: Logger;
  instances: Map<string, Instance>;
  /** Every send accepted through the API, in order. */
  accepted: StoredMessage[];
  faults: Faults;
  faultsOn: boolean;
  faultRandom: Random;
  /** Since the faults were set. */
  fateCounts: Record<Fate, number>;
  numbersNotOnWhatsApp: Set<string>;
  statuses: Statuses;
  timings: Timings;
  timeline: Timeline;
  webhooks: WebhookSender;
  /** Meta's side: WhatsApp Cloud API, Messenger, Instagram. */
  graph: Graph;
  random: Random;
  /** Grows with every visible change; the phone page watches it. */
  version: number;
  /** Called after a change of instances that a restart should remember. */
  remember: () => void;
}

export function createWorld(apiKey: string, app: App, logger: Logger): World {
  const timeline = new Timeline();
  const world: World = {
    apiKey,
    publicUrl: '',
    logger,
    instances: new Map(),
    accepted: [],
    faults: faultsSchema.parse({}),
    faultsOn: false,
    faultRandom: createRandom(1),
    fateCounts: noFates(),
    numbersNotOnWhatsApp: new Set(),
    statuses: statusesSchema.parse({}),
    timings: timingsSchema.parse({}),
    timeline,
    webhooks: new WebhookSender(timeline, logger, EVOLUTION_RETRIES),
    graph: createGraph(app, timeline, logger),
    random: createRandom(1),
    version: 0,
    remember: () => {},
  };
  return world;
}

/** Forgets every instance, message, fault and pending delivery; settings return to their defaults. */
export function resetWorld(world: World): void {
  world.timeline.clear();
  world.webhooks.forget();
  resetGraph(world.graph);
  world.instances.clear();
  world.accepted.length = 0;
  world.statuses = statusesSchema.parse({});
  world.timings = timingsSchema.parse({});
  world.random = createRandom(1);
  setFaults(world, faultsSchema.parse({}));
  world.version++;
  world.remember();
}

/** Replaces the faults and restarts their random stream from the seed. */
export function setFaults(world: World, faults: Faults): void {
  world.faults = faults;
  world.faultRandom = createRandom(faults.seed);
  world.fateCounts = noFates();
  world.numbersNotOnWhatsApp = new Set(faults.numbersNotOnWhatsApp.map((number) => number.replace(/\D/g, '')));
  const { latencyMs, latencyJitterMs, acceptThenResetRate, hangRate, status429Rate, status500Rate } = faults;
  world.faultsOn =
    latencyMs + latencyJitterMs + acceptThenResetRate + hangRate + status429Rate + status500Rate > 0 ||
    faults.connectionClosedRate > 0;
}
