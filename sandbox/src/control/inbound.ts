// What a customer may send: a body of the control API turned into the content WhatsApp would carry.
import { z } from 'zod';
import { draftMedia } from '../evolution/endpoints-media';
import type { Instance } from '../evolution/instances';
import { type Draft, type Inbound, quoteMessage } from '../evolution/messages';
import { SAMPLES, type SampleKind } from '../samples';

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
  /** Id of the message reacted to, edited (kind `edit`) or taken back (kind `revoke`). */
  targetId: z.string().optional(),
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
  return { ...draftContent(instance, body), from, pushName, groupJid, repeat, addressing, contextInfo };
}

const MEDIA_DEFAULTS: Record<string, Record<string, unknown>> = {
  image: { mimetype: 'image/jpeg', height: 240, width: 320 },
  video: { mimetype: 'video/mp4', seconds: 1, gifPlayback: false },
  ptv: { mimetype: 'video/mp4', seconds: 1 },
  audio: { mimetype: 'audio/ogg; codecs=opus', seconds: 2, ptt: true },
  document: { mimetype: 'application/pdf', title: 'document.pdf', fileName: 'document.pdf', pageCount: 1 },
  sticker: { mimetype: 'image/webp', isAnimated: false },
};

function draftContent(instance: Instance, { kind = 'text', text = '', content, targetId }: InboundBody): Draft {
  if (kind === 'text' || kind === 'conversation') return { kind: 'conversation', text };
  const media = MEDIA_DEFAULTS[kind];
  if (media) {
    const { base64 = sampleOf(kind).toString('base64'), ...details } = content;
    const caption = text && { caption: text };
    return draftMedia(`${kind}Message`, text, String(base64), { ...media, ...caption, ...details });
  }
  const messageType = kind.includes('Message') ? kind : `${kind}Message`;
  return {
    kind: messageType,
    text,
    content: { [messageType]: { ...defaultFields(kind, text), ...keyOf(instance, targetId), ...content } },
  };
}

/** The key by which a reaction names its message. */
function keyOf(instance: Instance, targetId: string | undefined): Record<string, unknown> {
  const target = instance.messages.get(targetId ?? '');
  if (target === undefined) return {};
  return { key: { remoteJid: target.remoteJid, fromMe: target.fromMe, id: target.id } };
}

/** A small real file for whoever brings none; a round video is a video. */
function sampleOf(kind: string): Buffer {
  const name = kind === 'ptv' ? 'video' : kind;
  return isSampleKind(name) ? SAMPLES[name].bytes : SAMPLES.image.bytes;
}

function isSampleKind(kind: string): kind is SampleKind {
  return kind in SAMPLES;
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
