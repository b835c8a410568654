// The whole state of the Graph side: apps, assets, tokens, files, people, and what was accepted for sending.
import { WebhookSender } from '../http/webhook-sender';
import type { Logger } from '../logger';
import type { Timeline } from '../timeline';
import type { App, InstagramAccount, Page, PhoneNumber, Sender, Waba } from './assets';
import { type GraphSettings, graphSettingsSchema } from './control/settings';
import type { Conversation, GraphMessage } from './conversations';
import { FileStore } from './media/files';
import type { Upload } from './media/uploads';
import type { PlannedFault } from './plans';
import type { Token } from './tokens';
import type { Unpacked } from './webhooks/pack';
import { META_RETRIES } from './webhooks/retries';

export interface Graph {
  apps: Map<string, App>;
  wabas: Map<string, Waba>;
  senders: Map<string, Sender>;
  tokens: Map<string, Token>;
  files: FileStore;
  /** Resumable uploads of apps, by id. */
  uploads: Map<string, Upload>;
  /** By `<sender id> <person id>`. */
  conversations: Map<string, Conversation>;
  messages: Map<string, GraphMessage>;
  /** Every send accepted through the API, in order. */
  accepted: GraphMessage[];
  settings: GraphSettings;
  /** Refusals to come, asked for by the control API. */
  plannedFaults: PlannedFault[];
  /** Sends of each sender in the running second. */
  rates: Map<string, { tokens: number; at: number }>;
  webhooks: WebhookSender;
  /** What waits to be packed into one post, by receiver and object. */
  unpacked: Map<string, Unpacked>;
}

/** @param app the Meta app that exists from the start */
export function createGraph(app: App, timeline: Timeline, logger: Logger): Graph {
  return {
    apps: new Map([[app.id, app]]),
    wabas: new Map(),
    senders: new Map(),
    tokens: new Map(),
    files: new FileStore(),
    uploads: new Map(),
    conversations: new Map(),
    messages: new Map(),
    accepted: [],
    settings: graphSettingsSchema.parse({}),
    plannedFaults: [],
    rates: new Map(),
    webhooks: new WebhookSender(timeline, logger, META_RETRIES),
    unpacked: new Map(),
  };
}

/** Forgets every asset, token, person, message and file; the apps stay. */
export function resetGraph(graph: Graph): void {
  for (const held of [graph.wabas, graph.senders, graph.tokens, graph.conversations, graph.messages, graph.rates]) {
    held.clear();
  }
  graph.unpacked.clear();
  graph.uploads.clear();
  graph.files.clear();
  graph.accepted.length = 0;
  graph.plannedFaults.length = 0;
  graph.settings = graphSettingsSchema.parse({});
  graph.webhooks.forget();
}

/** The conversation of a person with a sender; a stranger is met with the details given. */
export function meet(
  graph: Graph,
  sender: Sender,
  personId: string,
  details: Partial<Conversation['person']> = {},
): Conversation {
  const key = `${sender.id} ${personId}`;
  const known = graph.conversations.get(key);
  if (known) {
    Object.assign(known.person, details);
    return known;
  }
  const stranger = { name: '', username: null, userId: null, pictureId: null, blocked: false, stoppedMarketing: false };
  const conversation: Conversation = {
    sender,
    person: { id: personId, ...stranger, profile: 'open', ...details },
    messages: [],
    lastInboundAt: null,
    typingUntil: 0,
    readAt: 0,
    pairDebtUntil: 0,
  };
  graph.conversations.set(key, conversation);
  return conversation;
}

export function findConversation(graph: Graph, sender: Sender, personId: string): Conversation | undefined {
  return graph.conversations.get(`${sender.id} ${personId}`);
}

/** The number, Page or account when it is of that kind. */
export function findSender<Kind extends Sender['kind']>(
  graph: Graph,
  kind: Kind,
  id: string,
): Extract<PhoneNumber | Page | InstagramAccount, { kind: Kind }> | undefined {
  const sender = graph.senders.get(id);
  // The comparison proves the kind; TypeScript does not narrow a union by a type parameter.
  return sender?.kind === kind ? (sender as Extract<Sender, { kind: Kind }>) : undefined;
}
