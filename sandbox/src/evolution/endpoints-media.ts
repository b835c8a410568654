// Sends with a file: image, video, document, audio, voice note, sticker. Bytes are kept; what is given by address is fetched.
import { createHash } from 'node:crypto';
import { fetchLink } from '../http/fetch-link';
import type { EvolutionCall, InstanceEndpoint, InstanceEndpoints } from './endpoint';
import { refuse } from './errors';
import type { Media } from './instances';
import { readText } from './schema';
import { makeSend } from './send';

/** Types by file extension; anything else becomes the literal "false", as the real server's look-up does. */
const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const MEDIA_KINDS = ['image', 'document', 'video', 'audio'] as const;

const sendMedia = makeSend(
  {
    mediatype: { type: 'string', required: true, oneOf: MEDIA_KINDS },
    media: { type: 'string', required: true },
    mimetype: { type: 'string' },
    fileName: { type: 'string' },
    caption: { type: 'string' },
  },
  async ({ body }) => {
    const mediatype = readText(body, 'mediatype');
    const media = await readMedia(readText(body, 'media'), mediatype);
    const givenName = readText(body, 'fileName');
    if (!media.isUrl && mediatype === 'document' && givenName === '') {
      throw refuse(400, ['For base64 the file name must be informed.']);
    }
    const fileName = givenName || media.nameInUrl || mediatype;
    const mimetype =
      mediatype === 'image' ? 'image/jpeg' : (TYPES[fileName.split('.').pop()?.toLowerCase() ?? ''] ?? 'false');
    const caption = readText(body, 'caption');
    return draftMedia(`${mediatype}Message`, caption, media.base64, {
      mimetype,
      ...(caption && { caption }),
      ...(mediatype === 'document' && { title: fileName, fileName }),
      ...(mediatype === 'audio' && { ptt: false }),
    });
  },
);

const sendVoice = makeSend(
  { audio: { type: 'string', required: true }, encoding: { type: 'boolean' } },
  sendFile('audio', 'audioMessage', { mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 1 }),
);

const sendSticker = makeSend(
  { sticker: { type: 'string', required: true } },
  sendFile('sticker', 'stickerMessage', { mimetype: 'image/webp', isAnimated: false }),
);

const sendRoundVideo = makeSend(
  { video: { type: 'string', required: true } },
  sendFile('video', 'ptvMessage', { mimetype: 'video/mp4', seconds: 1 }),
);

export const mediaEndpoints: InstanceEndpoints = {
  'POST /message/sendMedia': takeUpload('media', sendMedia),
  'POST /message/sendWhatsAppAudio': takeUpload('audio', sendVoice),
  'POST /message/sendSticker': takeUpload('sticker', sendSticker),
  'POST /message/sendPtv': takeUpload('video', sendRoundVideo),
};

/** A multipart body carries the file as a part called `file`, and everything else as text. */
function takeUpload(field: string, endpoint: InstanceEndpoint): InstanceEndpoint {
  return (call, instance) => {
    const { multipart } = call.call;
    if (multipart === undefined) return endpoint(call, instance);
    const { delay, ...fields } = multipart.fields;
    const { file } = multipart.files;
    const body = {
      ...fields,
      ...(delay !== undefined && { delay: Number(delay) }),
      ...(file && { [field]: file.bytes.toString('base64'), fileName: fields.fileName ?? file.fileName }),
    };
    return endpoint({ ...call, body }, instance);
  };
}

function sendFile(field: string, kind: string, details: Record<string, unknown>) {
  return async ({ body }: EvolutionCall) => {
    const media = await readMedia(readText(body, field), field);
    return draftMedia(kind, '', media.base64, details);
  };
}

/** The content of a media message: bytes as numbered keys and sizes in halves, the way the WhatsApp library prints them. */
export function draftMedia(kind: string, text: string, base64: string, details: Record<string, unknown>) {
  const bytes = Buffer.from(base64, 'base64');
  const mimetype = String(details.mimetype);
  const digest = createHash('sha256').update(bytes).digest();
  const file = {
    url: 'https://mmg.whatsapp.net/v/t62.7118-24/sandbox.enc',
    fileSha256: numberBytes(digest),
    fileLength: { low: bytes.length, high: 0, unsigned: true },
    mediaKey: numberBytes(digest.subarray(0, 8)),
    directPath: '/v/t62.7118-24/sandbox.enc',
  };
  const fileName = typeof details.fileName === 'string' ? details.fileName : `${kind}.${extensionOf(mimetype)}`;
  const media: Media = { base64, mimetype, fileName };
  return { kind, text, content: { [kind]: { ...file, ...details } }, media };
}

/** @throws Refusal 400 for `data:` URIs, loopback names and anything that is neither a URL nor base64, 500 when nothing is there */
async function readMedia(
  given: string,
  mediatype: string,
): Promise<{ isUrl: boolean; base64: string; nameInUrl: string }> {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) {
    const { hostname } = new URL(given);
    if (hostname !== 'localhost' && (hostname.includes('.') || hostname.startsWith('['))) {
      const fetched = await fetchLink(given);
      if (typeof fetched === 'string') throw refuseFetch(fetched, mediatype);
      return { isUrl: true, base64: fetched.bytes.toString('base64'), nameInUrl: fetched.fileName };
    }
  } else if (given !== '' && given.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(given)) {
    return { isUrl: false, base64: given, nameInUrl: '' };
  }
  throw refuse(400, ['Owned media must be a url or base64']);
}

/** Pictures pass on the error of the HTTP client, everything else goes through a stream. */
function refuseFetch(reason: string, mediatype: string) {
  if (mediatype !== 'image') return refuse(500, ['Error: Failed to fetch stream from URL']);
  const status = /http code (\d+)/.exec(reason)?.[1];
  return refuse(500, [status ? `AxiosError: Request failed with status code ${status}` : `AxiosError: ${reason}`]);
}

function numberBytes(bytes: Uint8Array): Record<string, number> {
  return Object.fromEntries(Array.from(bytes, (byte, index) => [String(index), byte]));
}

function extensionOf(mimetype: string): string {
  const bare = mimetype.split(';')[0];
  return Object.keys(TYPES).find((extension) => TYPES[extension] === bare) ?? 'bin';
}
