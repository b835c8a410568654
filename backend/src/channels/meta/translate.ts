// From stored webhooks of Meta to our own words. Pure, and patient with shapes: what cannot be read is left out, never thrown.
import type { ChannelEvent } from '../events';
import { isRecord } from '../foreign';
import { translateWhatsApp } from '../whatsapp-cloud/translate';
import { translateMessaging } from './messaging';

/**
 * @param payload as `splitWhatsApp` or `splitMeta` made it
 * @param receivedAt our clock; stands in for times that are missing or in the future
 */
export function translateMeta(
  channel: 'whatsapp_cloud' | 'messenger' | 'instagram',
  payload: unknown,
  receivedAt: Date,
): ChannelEvent[] {
  if (!isRecord(payload)) return [];
  return channel === 'whatsapp_cloud'
    ? translateWhatsApp(payload, receivedAt)
    : translateMessaging(channel, payload, receivedAt);
}
