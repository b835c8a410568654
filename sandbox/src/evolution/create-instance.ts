// Creating and listing instances: the two calls that are not addressed to one instance.
import type { Answer } from '../http/router';
import { emit } from './emit';
import type { EvolutionCall } from './endpoint';
import { refuse, refuseKey, refuseSchema } from './errors';
import { createInstance, createRowId, DEFAULT_SETTINGS, type Instance, type WebhookSettings } from './instances';
import { startLink, touch } from './link';
import { type Body, type Field, findFaults, isObject, readText } from './schema';
import { MISSING_EVENTS, readEvents, readHeaders } from './webhook-settings';

const INTEGRATIONS = ['WHATSAPP-BAILEYS', 'WHATSAPP-BUSINESS', 'EVOLUTION'];

const CREATE_FIELDS: Record<string, Field> = {
  instanceName: { type: 'string', required: true },
  token: { type: 'string' },
  qrcode: { type: 'boolean' },
  number: { type: 'string', description: 'Invalid format' },
  webhook: { type: 'object' },
};

/** `POST /instance/create`; name and key are checked by the caller. Nothing is kept when anything is refused. */
export async function createFromBody({ world, body }: EvolutionCall): Promise<Answer> {
  if (body.instanceName === undefined) throw refuse(403, ['This name "undefined" is already in use.']);
  if (typeof body.instanceName === 'number') throw refuse(500, 'name.trim is not a function');
  const faults = findFaults(body, CREATE_FIELDS);
  if (faults.length > 0) throw refuseSchema(faults);
  const integration = readText(body, 'integration');
  if (!INTEGRATIONS.includes(integration)) throw refuse(400, ['Invalid integration']);
  if (integration === 'WHATSAPP-BUSINESS') requireBusinessFields(body);
  const instance = createInstance(readText(body, 'instanceName'), {
    integration,
    number: readText(body, 'number').replace(/\D/g, '') || null,
    businessId: readText(body, 'businessId') || null,
    settings: readSettings(body),
    webhook: readWebhook(body),
  });
  instance.token = readText(body, 'token') || instance.token;
  // Only Baileys has a phone to link; the others say `open` without asking anyone.
  if (integration !== 'WHATSAPP-BAILEYS') Object.assign(instance, { state: 'open', hasSocket: true });
  world.instances.set(instance.name, instance);
  const { name: instanceName, id: instanceId } = instance;
  emit(world, instance, 'instance.create', { instanceName, instanceId });
  const connectNow = body.qrcode === true && integration === 'WHATSAPP-BAILEYS';
  if (connectNow) await startLink(world, instance);
  touch(world, instance);
  return {
    status: 201,
    body: { ...describeCreated(instance), ...(connectNow && { qrcode: instance.qr ?? { count: 0 } }) },
  };
}

/** `GET /instance/fetchInstances`: all for the global key, its own for an instance token. */
export function fetchInstances({ world, call }: EvolutionCall, key: string): Answer {
  const visible = [...world.instances.values()].filter(({ token }) => key === world.apiKey || token === key);
  if (key !== world.apiKey && visible.length === 0) throw refuseKey();
  const name = call.query.get('instanceName');
  const id = call.query.get('instanceId');
  const number = call.query.get('number');
  const found = visible.filter(
    (instance) =>
      (name === null || instance.name === name) &&
      (id === null || instance.id === id) &&
      (number === null || instance.number === number),
  );
  const filter = name ?? id ?? number;
  if (filter !== null && found.length === 0) throw refuse(404, [`Instance "${filter}" not found`]);
  return { status: 200, body: found.map(describeInstance) };
}

function describeCreated(instance: Instance) {
  const { webhook } = instance;
  return {
    instance: {
      instanceName: instance.name,
      instanceId: instance.id,
      integration: instance.integration,
      webhookWaBusiness: null,
      accessTokenWaBusiness: '',
      status: instance.state,
    },
    hash: instance.token,
    webhook: webhook
      ? {
          webhookUrl: webhook.url,
          webhookHeaders: webhook.headers ?? undefined,
          webhookByEvents: webhook.byEvents,
          webhookBase64: webhook.base64,
        }
      : {},
    websocket: {},
    rabbitmq: {},
    nats: {},
    sqs: {},
    settings: instance.settings,
  };
}

function describeInstance(instance: Instance) {
  const { createdAt, updatedAt, disconnection } = instance;
  return {
    id: instance.id,
    name: instance.name,
    connectionStatus: instance.state,
    ownerJid: instance.ownerJid,
    profileName: instance.profileName,
    profilePicUrl: null,
    integration: instance.integration,
    number: instance.number,
    businessId: instance.businessId,
    token: instance.token,
    clientName: 'sandbox',
    disconnectionReasonCode: disconnection?.code ?? null,
    disconnectionObject: disconnection?.object ?? null,
    disconnectionAt: disconnection?.at ?? null,
    createdAt,
    updatedAt,
    Chatwoot: null,
    Proxy: null,
    Rabbitmq: null,
    Nats: null,
    Sqs: null,
    Websocket: null,
    Setting: { id: instance.settingsId, ...instance.settings, createdAt, updatedAt, instanceId: instance.id },
    _count: { Message: instance.messages.size, Contact: instance.people.size, Chat: instance.chats.size },
  };
}

function requireBusinessFields(body: Body): void {
  for (const name of ['token', 'number']) {
    if (readText(body, name) === '') throw refuse(400, [`${name} is required`]);
  }
}

function readSettings(body: Body) {
  const settings = { ...DEFAULT_SETTINGS, msgCall: readText(body, 'msgCall') };
  for (const name of [
    'rejectCall',
    'groupsIgnore',
    'alwaysOnline',
    'readMessages',
    'readStatus',
    'syncFullHistory',
  ] as const) {
    settings[name] = body[name] === true;
  }
  return settings;
}

/** A webhook given at creation is always on, whatever `enabled` says, and must name its events. */
function readWebhook(body: Body): WebhookSettings | null {
  const given = body.webhook;
  if (!isObject(given)) return null;
  if (!Array.isArray(given.events)) throw refuse(400, [MISSING_EVENTS]);
  const now = new Date().toISOString();
  return {
    id: createRowId(),
    enabled: true,
    url: readText(given, 'url'),
    headers: readHeaders(given),
    byEvents: given.byEvents === true,
    base64: given.base64 === true,
    events: readEvents(given.events),
    createdAt: now,
    updatedAt: now,
  };
}
