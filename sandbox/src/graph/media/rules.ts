// What files each product takes: types and sizes. Source: Meta's media tables for WhatsApp, Messenger and Instagram.

export type WhatsAppKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const MB = 1024 * 1024;

interface FileRule {
  types: ReadonlySet<string>;
  maxBytes: number;
}

const rule = (maxBytes: number, types: string[]): FileRule => ({ maxBytes, types: new Set(types) });

/** `audio/ogg` is taken as Opus only. An animated sticker may have 500 KB, a still one 100 KB. */
const WHATSAPP: Record<WhatsAppKind, FileRule> = {
  image: rule(5 * MB, ['image/jpeg', 'image/png']),
  video: rule(16 * MB, ['video/mp4', 'video/3gpp']),
  audio: rule(16 * MB, ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg']),
  document: rule(100 * MB, [
    'text/plain',
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ]),
  sticker: rule(500 * 1024, ['image/webp']),
};

const STILL_STICKER_BYTES = 100 * 1024;

export function isWhatsAppKind(kind: string): kind is WhatsAppKind {
  return kind in WHATSAPP;
}

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
export function bareType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** Why WhatsApp would not take the file; null when it would. `kind` is left out at upload, where only the type is known. */
export function findWhatsAppFault(mimeType: string, bytes: Buffer, kind?: WhatsAppKind): string | null {
  const type = bareType(mimeType);
  const owner = kind ?? WHATSAPP_KINDS.find((one) => WHATSAPP[one].types.has(type));
  if (owner === undefined || !WHATSAPP[owner].types.has(type)) {
    const known = kind ? [...WHATSAPP[kind].types] : WHATSAPP_KINDS.flatMap((one) => [...WHATSAPP[one].types]);
    return `Unsupported file type ${type}. Supported types: ${known.join(', ')}`;
  }
  if (bytes.length === 0) return 'The file is empty';
  const maxBytes = owner === 'sticker' && !isAnimatedWebp(bytes) ? STILL_STICKER_BYTES : WHATSAPP[owner].maxBytes;
  if (bytes.length > maxBytes) return `The file has ${bytes.length} bytes; ${maxBytes} is the most for ${owner}`;
  const seen = recognise(bytes);
  if (seen !== null && !isSameFamily(seen, type)) return `The file was declared as ${type} but is ${seen}`;
  return null;
}

const WHATSAPP_KINDS: WhatsAppKind[] = ['image', 'video', 'audio', 'document', 'sticker'];

/** Messenger takes any file of 25 MB; Instagram only some types, pictures of 8 MB. */
const INSTAGRAM: Record<string, FileRule> = {
  image: rule(8 * MB, ['image/png', 'image/jpeg']),
  audio: rule(25 * MB, ['audio/aac', 'audio/m4a', 'audio/x-m4a', 'audio/mp4', 'audio/wav', 'audio/x-wav']),
  video: rule(25 * MB, ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm']),
  file: rule(25 * MB, ['application/pdf']),
};
const MESSENGER_BYTES: Record<string, number> = { image: 8 * MB, audio: 25 * MB, video: 25 * MB, file: 25 * MB };

export const ATTACHMENT_TYPES = Object.keys(MESSENGER_BYTES);

/** Why Messenger or Instagram would not take the attachment; null when it would. */
export function findAttachmentFault(
  platform: 'page' | 'instagram',
  kind: string,
  mimeType: string,
  sizeBytes: number,
): string | null {
  const type = bareType(mimeType);
  const maxBytes = platform === 'instagram' ? INSTAGRAM[kind]?.maxBytes : MESSENGER_BYTES[kind];
  if (maxBytes === undefined) return `attachment type ${kind} is not supported`;
  if (sizeBytes === 0 || sizeBytes > maxBytes) return `attachment has ${sizeBytes} bytes; ${maxBytes} is the most`;
  const isFitting = platform === 'instagram' ? INSTAGRAM[kind]?.types.has(type) : fitsMessenger(kind, type);
  return isFitting ? null : `a file of type ${type} cannot be sent as ${kind}`;
}

function fitsMessenger(kind: string, type: string): boolean {
  return kind === 'file' || type.startsWith(`${kind}/`);
}

/** The type that the first bytes give away; null when they do not. */
export function recognise(bytes: Buffer): string | null {
  const ascii = bytes.toString('latin1', 0, 12);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (ascii.startsWith('\x89PNG')) return 'image/png';
  if (ascii.startsWith('GIF8')) return 'image/gif';
  if (ascii.startsWith('%PDF')) return 'application/pdf';
  if (ascii.startsWith('OggS')) return 'audio/ogg';
  if (ascii.startsWith('RIFF')) return ascii.endsWith('WEBP') ? 'image/webp' : 'audio/wav';
  if (ascii.slice(4, 8) === 'ftyp') return 'video/mp4';
  return null;
}

/** MP4 carries sound as well as pictures, and its older sibling 3GPP. */
function isSameFamily(seen: string, declared: string): boolean {
  if (seen === 'video/mp4') return ['video/mp4', 'video/3gpp', 'audio/mp4'].includes(declared);
  return seen === declared;
}

export function isAnimatedWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 64).includes('ANIM');
}
