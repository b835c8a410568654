// What a file is, read from its bytes. Its name and the type that a browser claims are not believed.
import { open } from 'node:fs/promises';
import { type AssetKind, assetKindOf } from '@parley/contract';
import { fileTypeFromFile } from 'file-type/node';

export interface ContentType {
  kind: AssetKind;
  mime: string;
}

/** Read to tell text from anything else. */
const sampleBytes = 64 * 1024;
/** A page or a drawing that a browser would run, under whatever name. */
const markup = /<\s*(?:!doctype|html|svg|script|body|head|iframe|object|embed|\?xml)/i;

/**
 * @param name decides only between kinds of the same container (.doc)
 * @returns undefined for what may not be uploaded
 */
export async function readContentType(path: string, name: string): Promise<ContentType | undefined> {
  const found = await fileTypeFromFile(path);
  if (!found) return (await isPlainText(path)) ? { kind: 'document', mime: 'text/plain' } : undefined;
  // What follows the semicolon names the codec: a voice note of WhatsApp is `audio/ogg; codecs=opus`.
  const mime = found.mime.split(';')[0] ?? '';
  // Old Word files share their container with other Office files; the name tells them apart.
  if (mime === 'application/x-cfb')
    return /\.doc$/i.test(name) ? { kind: 'document', mime: 'application/msword' } : undefined;
  // A recording of a browser in this container says nothing of what is in it; only its name does.
  if (mime === 'video/mp4' && /\.m4a$/i.test(name)) return { kind: 'audio', mime: 'audio/mp4' };
  const kind = assetKindOf(mime);
  // A recording of a browser is an audio track in a container that may also hold pictures.
  if (!kind && mime === 'video/webm') return { kind: 'audio', mime: 'audio/webm' };
  return kind && { kind, mime };
}

/** UTF-8 without control characters, and no markup. */
async function isPlainText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sampleBytes), position: 0 });
    if (bytesRead === 0) return false;
    const sample = buffer.subarray(0, bytesRead);
    // A character may be cut at the end of the sample.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: bytesRead === sampleBytes });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells text from other data
    return !/[\x00-\x08\x0e-\x1f]/.test(text) && !markup.test(text);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
