// What a customer may send: a body of the control API turned into the content WhatsApp would carry.
import { z } from 'zod';
import { draftMedia } from '../evolution/endpoints-media';
import type { Instance } from '../evolution/instances';
import { type Draft, type Inbound, quoteMessage } from '../evolution/messages';

/** A 1×1 PNG: the smallest real picture to stand for any media. */
const TINY_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const PERSON_DEFAULT = 'Customer';

export const inboundSchema = z.strictObject({
  /** Digits, or a jid. */
  from: z.string().min(1),
  pushName: z.string().default(PERSON_DEFAULT),
  text: z.string().optional(),
  /** `image`, `video`, `ptv`, `audio`, `document`, `sticker`, `location`, `contact`, `reaction`, or any `…Message` kind. */
  kind: z.string().optional(),
  /** Fields laid over the kind's own; `base64` replaces the media's bytes. */
  content: z.record(z.string(), z.unknown()).default({}),
  /** true or 'with-phone': the hidden identity with the phone beside it; 'only': the hidden identity alone. */
  lid: z.union([z.boolean(), z.enum(['with-phone', 'only'])]).default(false),
  quotedId: z.string().optional(),
  groupJid: z.string().endsWith('@g.us').optional(),
  /** Sends the very same webhook so many times. */
  repeat: z.number().int().min(1).max(100).default(1),
});
export type InboundBody = z.infer<typeof inboundSchema>;

/** The inbound message of a control call. */
export function buildInbound(instance: Instance, body: InboundBody): Inbound {
  const { from, pushName, groupJid, repeat, lid, quotedId } = body;
  const addressing = lid === false ? 'pn' : lid === 'only' ? 'lid-only' : 'lid';
  const contextInfo = quotedId ? (quoteMessage(instance, quotedId) ?? { stanzaId: quotedId }) : null;
  return { ...draftContent(body), from, pushName, groupJid, repeat, addressing, contextInfo };
}

const MEDIA_DEFAULTS: Record<string, Record<string, unknown>> = {
  image: { mimetype: 'image/png', height: 1, width: 1 },
  video: { mimetype: 'video/mp4', seconds: 3, gifPlayback: false },
  ptv: { mimetype: 'video/mp4', seconds: 3 },
  audio: { mimetype: 'audio/ogg; codecs=opus', seconds: 7, ptt: true },
  document: { mimetype: 'application/pdf', title: 'document.pdf', fileName: 'document.pdf', pageCount: 1 },
  sticker: { mimetype: 'image/webp', isAnimated: false },
};

function draftContent({ kind = 'text', text = '', content }: InboundBody): Draft {
  if (kind === 'text' || kind === 'conversation') return { kind: 'conversation', text };
  const media = MEDIA_DEFAULTS[kind];
  if (media) {
    const { base64 = TINY_PNG, ...details } = content;
    const caption = text && { caption: text };
    return draftMedia(`${kind}Message`, text, String(base64), { ...media, ...caption, ...details });
  }
  const messageType = kind.includes('Message') ? kind : `${kind}Message`;
  return { kind: messageType, text, content: { [messageType]: { ...defaultFields(kind, text), ...content } } };
}

function defaultFields(kind: string, text: string): Record<string, unknown> {
  if (kind === 'location') {
    return { degreesLatitude: 32.0853, degreesLongitude: 34.7818, name: text || 'Meeting point', address: '1 Main St' };
  }
  if (kind === 'contact') {
    const displayName = text || 'Ann Lee';
    const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${displayName}\nTEL;waid=15550002222:+1 555 000 2222\nEND:VCARD`;
    return { displayName, vcard };
  }
  if (kind === 'reaction') return { text, senderTimestampMs: String(Date.now()) };
  return {};
}
