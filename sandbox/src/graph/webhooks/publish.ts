// From something that happened to the signed post that tells of it; posts of the same receiver are packed when asked.
import type { World } from '../../world';
import type { App, PhoneNumber, Sender, Waba } from '../assets';
import { encodeBody, signBody } from './encode';
import { type Entry, pack } from './pack';

/** Tells of a change of a WhatsApp account, if the app is subscribed to it. `number` may have a callback of its own. */
export function publishChange(world: World, waba: Waba, field: string, value: object, number?: PhoneNumber): void {
  world.version++;
  if (!waba.subscribed) return;
  const app = world.graph.apps.get(waba.appId);
  const url = number?.callbackUrl ?? waba.callbackUrl ?? callbackOf(app, 'whatsapp');
  const time = field === 'messages' ? {} : { time: Math.floor(Date.now() / 1_000) };
  if (app && url)
    post(world, app, url, 'whatsapp_business_account', { id: waba.id, ...time, changes: [{ field, value }] });
}

/** Tells of a messaging item of a Page or an Instagram account, if it is subscribed to the field. */
export function publishMessaging(world: World, sender: Sender, field: string, item: object): void {
  world.version++;
  if (sender.kind === 'number' || !sender.fields.includes(field)) return;
  const app = world.graph.apps.get(sender.appId);
  const url = sender.callbackUrl ?? callbackOf(app, 'meta');
  if (app && url) post(world, app, url, sender.kind, { id: sender.id, time: Date.now(), messaging: [item] });
}

/** Sends any body, signed like the others. */
export function postSigned(world: World, app: App, url: string, body: unknown): void {
  const text = typeof body === 'string' ? body : encodeBody(body);
  world.graph.webhooks.send({ url, headers: { ...HEADERS, ...signBody(text, app.secret) }, body: text });
}

/** The address of an app's webhooks for a product; null when the app has none. */
export function callbackOf(app: App | undefined, product: 'whatsapp' | 'meta'): string | null {
  return app?.webhookBaseUrl ? `${app.webhookBaseUrl}/api/webhooks/${product}` : null;
}

const HEADERS = { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', accept: '*/*' };

function post(world: World, app: App, url: string, object: string, entry: Entry): void {
  const { graph, faults, faultRandom, timeline } = world;
  const copies = faults.duplicateStatusRate > 0 && faultRandom() < faults.duplicateStatusRate ? 2 : 1;
  const entries = Array.from({ length: copies }, () => entry);
  const { batchMs } = graph.settings;
  if (batchMs === 0) {
    for (const one of entries) postSigned(world, app, url, { object, entry: [one] });
    return;
  }
  const key = `${app.id} ${object} ${url}`;
  const queue = graph.unpacked.get(key);
  if (queue) return void queue.entries.push(...entries);
  graph.unpacked.set(key, { app, url, object, entries });
  timeline.after(batchMs, () => {
    const ready = graph.unpacked.get(key);
    graph.unpacked.delete(key);
    for (const packed of pack(ready?.entries ?? [])) postSigned(world, app, url, { object, entry: packed });
  });
}
