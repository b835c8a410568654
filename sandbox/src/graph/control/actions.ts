// Control calls on Meta's side, `POST /_control/graph/<action>`: making assets, acting as people, and looking at what was sent.
import type { World } from '../../world';
import type { App, PhoneNumber } from '../assets';
import type { Conversation } from '../conversations';
import { findConversation, findSender, meet, resetGraph } from '../graph';
import { readConversationAs, receiveMessage, writeElsewhere } from '../people';
import { nowSeconds } from '../tokens';
import { verifyCallback } from '../webhooks/handshake';
import { callbackOf, postSigned, publishChange } from '../webhooks/publish';
import { setMarketing } from '../whatsapp/inbound';
import { addApp, addInstagram, addNumber, addPage } from './add-assets';
import { appSchema, instagramSchema, numberSchema, pageSchema } from './assets-schema';
import { inboundSchema } from './inbound-schema';
import { NotThere } from './not-there';
import { listReceived, receivedSchema, summarizeReceived, summarySchema } from './received';
import {
  expireSchema,
  failSchema,
  fileSchema,
  handshakeSchema,
  marketingSchema,
  personSchema,
  qualitySchema,
  rawSchema,
  readSchema,
  writtenSchema,
} from './schemas';
import { graphSettingsSchema } from './settings';
import { TEMPLATE_ACTIONS } from './template-actions';

type Action = (world: World, body: unknown) => unknown;

export const GRAPH_ACTIONS: Record<string, Action> = {
  app: (world, body) => describeApp(addApp(world, appSchema.parse(body))),
  number: (world, body) => {
    addNumber(world, numberSchema.parse(body));
    return remember(world);
  },
  page: (world, body) => {
    addPage(world, pageSchema.parse(body));
    return remember(world);
  },
  instagram: (world, body) => {
    addInstagram(world, instagramSchema.parse(body));
    return remember(world);
  },
  reset: (world) => {
    resetGraph(world.graph);
    return remember(world);
  },
  settings: (world, body) => {
    world.graph.settings = graphSettingsSchema.parse(body);
    return world.graph.settings;
  },
  inbound: (world, body) => {
    const inbound = inboundSchema.parse(body);
    const { id, fileIds } = receiveMessage(world, requireSender(world, inbound.to), inbound);
    return { messageId: id, fileIds };
  },
  written: (world, body) => {
    const { senderId, personId, text } = writtenSchema.parse(body);
    return { messageId: writeElsewhere(world, requireSender(world, senderId), personId, text).id };
  },
  read: (world, body) => {
    readConversationAs(world, requireConversation(world, readSchema.parse(body)));
    return {};
  },
  marketing: (world, body) => {
    const { value, ...place } = marketingSchema.parse(body);
    setMarketing(world, requireConversation(world, place), requireNumber(world, place.senderId), value);
    return {};
  },
  person: (world, body) => {
    const { senderId, personId, lastInboundAt, isBlocked, ...details } = personSchema.parse(body);
    const conversation = meet(world.graph, requireSender(world, senderId), personId, details);
    if (isBlocked !== undefined) conversation.person.blocked = isBlocked;
    if (lastInboundAt !== undefined) conversation.lastInboundAt = lastInboundAt;
    return { ...conversation.person, lastInboundAt: conversation.lastInboundAt };
  },
  fail: (world, body) => {
    const { times, ...fault } = failSchema.parse(body);
    world.graph.plannedFaults.push({ ...fault, timesLeft: times });
    return {};
  },
  'expire-token': (world, body) => {
    const { token: value, subcode } = expireSchema.parse(body);
    const token = world.graph.tokens.get(value);
    if (token === undefined) throw new NotThere('no such token');
    if (subcode === 463) token.expiresAt = nowSeconds();
    else token.revokedBy = subcode;
    return {};
  },
  quality: setQuality,
  ...TEMPLATE_ACTIONS,
  raw: (world, body) => {
    const { appId, product, url, body: sent } = rawSchema.parse(body);
    const app = requireApp(world, appId);
    const address = url ?? callbackOf(app, product);
    if (address === null) throw new NotThere('the app has no address for webhooks');
    postSigned(world, app, address, sent);
    return {};
  },
  handshake: async (world, body) => {
    const { appId, product, verifyToken } = handshakeSchema.parse(body);
    const app = requireApp(world, appId);
    const fault = await verifyCallback(callbackOf(app, product) ?? '', verifyToken ?? app.verifyToken);
    return { isVerified: fault === null, fault };
  },
  received: (world, body) => listReceived(world.graph, receivedSchema.parse(body)),
  'received-summary': (world, body) => summarizeReceived(world.graph, summarySchema.parse(body)),
  file: ({ graph }, body) => {
    const file = graph.files.find(fileSchema.parse(body).fileId);
    if (file === undefined) throw new NotThere('no such file');
    return { mimeType: file.mimeType, fileName: file.fileName, base64: file.bytes.toString('base64') };
  },
  state: ({ graph }) => ({
    apps: [...graph.apps.values()].map(describeApp),
    senders: [...graph.senders.values()],
    accepted: graph.accepted.length,
    conversations: graph.conversations.size,
    webhooks: { ...graph.webhooks.counts },
    settings: graph.settings,
  }),
};

/** The phone page and a restart should know of what was made. */
function remember(world: World): object {
  world.version++;
  world.remember();
  return {};
}

function describeApp({ id, verifyToken, webhookBaseUrl }: App) {
  return { appId: id, verifyToken, webhookBaseUrl };
}

function requireApp({ graph }: World, id?: string): App {
  const app = id === undefined ? [...graph.apps.values()][0] : graph.apps.get(id);
  if (app === undefined) throw new NotThere('no such app');
  return app;
}

function requireSender({ graph }: World, id: string) {
  const sender = graph.senders.get(id);
  if (sender === undefined) throw new NotThere(`no number, Page or Instagram account ${id}`);
  return sender;
}

function requireNumber({ graph }: World, id: string): PhoneNumber {
  const number = findSender(graph, 'number', id);
  if (number === undefined) throw new NotThere(`no number ${id}`);
  return number;
}

function requireConversation(world: World, place: { senderId: string; personId: string }): Conversation {
  const conversation = findConversation(world.graph, requireSender(world, place.senderId), place.personId);
  if (conversation === undefined) throw new NotThere(`no conversation with ${place.personId}`);
  return conversation;
}

/** Changes how Meta rates a number and, with an event, tells of it. */
function setQuality(world: World, body: unknown): object {
  const { pnid, quality, tier, throughput, isLocked, isRegistered, event } = qualitySchema.parse(body);
  const number = requireNumber(world, pnid);
  number.quality = quality ?? number.quality;
  number.tier = tier ?? number.tier;
  number.throughput = throughput ?? number.throughput;
  number.locked = isLocked ?? number.locked;
  number.registered = isRegistered ?? number.registered;
  const waba = world.graph.wabas.get(number.wabaId);
  if (waba && event !== undefined) {
    const told = { display_phone_number: number.displayPhone.replace(/\D/g, ''), event, current_limit: number.tier };
    publishChange(world, waba, 'phone_number_quality_update', told, number);
  }
  return {};
}
