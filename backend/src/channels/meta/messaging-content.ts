// What a message of Messenger or Instagram says. One may carry several files: each becomes a message of its own. Pure.
import type { AssetKind, MessageContent, MessageKind } from '@parley/contract';
import type { ReceivedMedia } from '../events';
import { type Fields, fieldsOf, idOf, isRecord, recordsOf, textOf } from '../foreign';

export interface Part {
  kind: MessageKind;
  text: string | null;
  content: MessageContent;
  media?: ReceivedMedia;
}

/** @returns at least one part */
export function readParts(channel: string, message: Fields): [Part, ...Part[]] {
  const text = textOf(message.text) ?? null;
  if (message.is_unsupported === true) return [unsupported('unsupported', text)];
  if (isRecord(message.quick_reply)) {
    const id = textOf(message.quick_reply.payload, 1000) ?? '';
    return [{ kind: 'interactive', text, content: { choice: { id, title: text ?? id } } }];
  }
  const [first, ...more] = recordsOf(message.attachments)
    .slice(0, 50)
    .map((one) => readAttachment(channel, one));
  if (!first) return [text === null ? unsupported('unknown', null) : { kind: 'text', text, content: {} }];
  // The words belong to the first file; a link's own title gives way to them.
  return [{ ...first, text: text ?? first.text }, ...more];
}

const unsupported = (type: string, text: string | null): Part => ({ kind: 'unsupported', text, content: { type } });

const files: Record<string, { kind: MessageKind; as: AssetKind; mime: string }> = {
  image: { kind: 'image', as: 'image', mime: 'image/jpeg' },
  video: { kind: 'video', as: 'video', mime: 'video/mp4' },
  audio: { kind: 'audio', as: 'audio', mime: 'audio/mp4' },
  file: { kind: 'document', as: 'document', mime: 'application/octet-stream' },
  sticker: { kind: 'sticker', as: 'image', mime: 'image/png' },
  animated_image: { kind: 'image', as: 'image', mime: 'image/gif' },
  like_heart: { kind: 'sticker', as: 'image', mime: 'image/png' },
  // A picture or a film from the story in which the customer named the account; its bytes tell which.
  story_mention: { kind: 'image', as: 'image', mime: 'application/octet-stream' },
};

function readAttachment(channel: string, attachment: Fields): Part {
  const type = textOf(attachment.type, 60) ?? 'unknown';
  const payload = fieldsOf(attachment.payload);
  const url = webAddressOf(payload.url) ?? webAddressOf(attachment.url);
  // Stickers came as images until August 2026.
  const file =
    isRecord(payload) && idOf(payload.sticker_id)
      ? files.sticker
      : Object.hasOwn(files, type)
        ? files[type]
        : undefined;
  if (file && url) {
    const media: ReceivedMedia = {
      kind: file.as,
      mime: file.mime,
      fileName: textOf(payload.title, 240) ?? (type === 'file' ? nameIn(url) : null),
      sizeBytes: null,
      durationSeconds: null,
      // Instagram has no other sound than voice messages.
      voice: type === 'audio' && channel === 'instagram',
      reference: { url },
    };
    const content: MessageContent = type === 'story_mention' ? { referral: { source: type, url } } : {};
    return { kind: file.kind, text: null, content, media };
  }
  if (type === 'location') return readPlace(payload);
  return readLink(type, attachment, payload, url);
}

function readPlace(payload: Fields): Part {
  const { lat, long } = fieldsOf(payload.coordinates);
  const location = {
    ...(typeof lat === 'number' && Math.abs(lat) <= 90 ? { latitude: lat } : {}),
    ...(typeof long === 'number' && Math.abs(long) <= 180 ? { longitude: long } : {}),
  };
  return { kind: 'location', text: null, content: { location } };
}

/** Shared posts, reels, links and whatever comes next: shown as where they lead. */
function readLink(type: string, attachment: Fields, payload: Fields, url: string | undefined): Part {
  const title = textOf(attachment.title, 500) ?? textOf(payload.title, 500) ?? textOf(payload.text, 2000);
  if (!url) return unsupported(type, title ?? null);
  const referral = { source: type, ...(title ? { headline: title } : {}), url };
  return { kind: 'text', text: [title, url].filter(Boolean).join('\n'), content: { referral } };
}

/** The advertisement, link or story that a message came from. */
export function readReferral(referral: unknown, replyTo: unknown): MessageContent['referral'] {
  const story = fieldsOf(replyTo).story;
  if (isRecord(story)) {
    const url = webAddressOf(story.url);
    return { source: 'story', ...(url ? { url } : {}) };
  }
  if (!isRecord(referral)) return undefined;
  const context = fieldsOf(referral.ads_context_data);
  const headline = textOf(context.ad_title, 500) ?? textOf(referral.ref, 500);
  const url = webAddressOf(referral.referer_uri) ?? webAddressOf(context.photo_url) ?? webAddressOf(context.video_url);
  return { source: textOf(referral.source, 100) ?? 'link', ...(headline ? { headline } : {}), ...(url ? { url } : {}) };
}

function webAddressOf(value: unknown): string | undefined {
  const url = textOf(value, 4000);
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

/** The last step of the path, which is the file's name as it was given. */
function nameIn(url: string): string | null {
  const last = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last).slice(0, 240) || null;
  } catch {
    return last.slice(0, 240);
  }
}
