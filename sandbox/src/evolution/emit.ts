// From something that happened to an instance to the webhook that tells of it.
import type { World } from '../world';
import { type EventName, subscriptionOf } from './events';
import type { Instance } from './instances';
import { buildHeaders } from './webhooks';

/** Tells the instance's webhook, if it listens to this event. `times` > 1 sends exact duplicates. */
export function emit(world: World, instance: Instance, event: EventName, data: unknown, times = 1): void {
  world.version++;
  const webhook = instance.webhook;
  if (!webhook?.enabled || !webhook.events.includes(subscriptionOf(event))) return;
  if (!/^https?:\/\//.test(webhook.url)) return;
  const body = JSON.stringify({
    event,
    instance: instance.name,
    data,
    destination: webhook.url,
    date_time: readLocalClock(),
    sender: instance.ownerJid ?? undefined,
    server_url: world.publicUrl,
    apikey: instance.token,
  });
  const url = webhook.byEvents ? `${webhook.url}/${event.replace('.', '-')}` : webhook.url;
  const headers = buildHeaders(webhook.headers);
  for (let copy = 0; copy < times; copy++) world.webhooks.send({ url, headers, body });
}

/** The server's wall clock with a false `Z`, as Evolution writes it: off by the UTC offset. */
function readLocalClock(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
}
