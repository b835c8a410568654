// Settings and webhook configuration of an instance.
import type { InstanceEndpoints } from './endpoint';
import { refuse, refuseSchema } from './errors';
import { createRowId, type Instance } from './instances';
import { touch } from './link';
import { type Field, findFaults, isObject, readText } from './schema';
import { MISSING_EVENTS, readEvents, readHeaders } from './webhook-settings';

const SETTING_FIELDS = {
  rejectCall: { type: 'boolean', required: true },
  groupsIgnore: { type: 'boolean', required: true },
  alwaysOnline: { type: 'boolean', required: true },
  readMessages: { type: 'boolean', required: true },
  readStatus: { type: 'boolean', required: true },
  syncFullHistory: { type: 'boolean', required: true },
} as const satisfies Record<string, Field>;

export const settingsEndpoints: InstanceEndpoints = {
  'GET /settings/find': (_call, { settings }) => ({ status: 200, body: settings }),

  'POST /settings/set': ({ world, body }, instance) => {
    const faults = findFaults(body, SETTING_FIELDS);
    if (faults.length > 0) throw refuseSchema(faults);
    for (const name of Object.keys(SETTING_FIELDS) as (keyof typeof SETTING_FIELDS)[]) {
      instance.settings[name] = body[name] === true;
    }
    instance.settings.msgCall = readText(body, 'msgCall', instance.settings.msgCall);
    touch(world, instance);
    return { status: 201, body: { settings: { instanceName: instance.name, settings: instance.settings } } };
  },

  'GET /webhook/find': (_call, instance) => ({ status: 200, body: describeWebhook(instance) }),

  'POST /webhook/set': ({ world, body }, instance) => {
    const given = body.webhook;
    if (!isObject(given)) throw refuseSchema(['instance requires property "webhook"']);
    const faults = findFaults(given, {
      enabled: { type: 'boolean', required: true },
      url: { type: 'string', required: true },
    });
    if (faults.length > 0) throw refuseSchema(faults);
    const enabled = given.enabled === true;
    if (enabled && !Array.isArray(given.events)) throw refuse(500, MISSING_EVENTS);
    const now = new Date().toISOString();
    instance.webhook = {
      id: instance.webhook?.id ?? createRowId(),
      enabled,
      url: readText(given, 'url'),
      headers: readHeaders(given) ?? instance.webhook?.headers ?? null,
      byEvents: given.byEvents === true,
      base64: given.base64 === true,
      events: enabled && Array.isArray(given.events) ? readEvents(given.events) : [],
      createdAt: instance.webhook?.createdAt ?? now,
      updatedAt: now,
    };
    touch(world, instance);
    return { status: 201, body: describeWebhook(instance) };
  },
};

function describeWebhook({ id: instanceId, webhook }: Instance) {
  if (webhook === null) return null;
  const { byEvents, base64, id, url, headers, enabled, events, createdAt, updatedAt } = webhook;
  return {
    id,
    url,
    headers,
    enabled,
    events,
    webhookByEvents: byEvents,
    webhookBase64: base64,
    createdAt,
    updatedAt,
    instanceId,
  };
}
