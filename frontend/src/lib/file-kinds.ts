// What kind of file somebody chose, as far as its name and the browser tell; the server reads it from the content.
import { type AssetKind, assetKindOf, assetKinds, assetMimes } from '@parley/contract';

/** Browsers leave the type empty, or name it differently, for some files that are accepted. */
const mimeOfExtension: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  wmv: 'video/x-ms-wmv',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/x-m4a',
  weba: 'audio/webm',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
};

/** What a file chooser offers. */
export const acceptedFiles = [
  ...new Set([
    ...assetKinds.flatMap((kind) => assetMimes[kind].filter((mime) => mime !== 'application/x-cfb')),
    ...Object.keys(mimeOfExtension).map((extension) => `.${extension}`),
  ]),
].join(',');

/** The type of a file: the browser's word where it is one of those accepted, else by the name's ending, else the browser's word all the same. */
export function mimeOfFile({ name, type }: Pick<File, 'name' | 'type'>): string {
  return assetKindOf(type) ? type : (mimeOfExtension[extensionOf(name).toLowerCase()] ?? type);
}

/** The kind a file will be; undefined when it is none of those accepted. */
export function kindOfFile(file: Pick<File, 'name' | 'type'>): AssetKind | undefined {
  return assetKindOf(mimeOfFile(file));
}

/** Letters after the last dot, as written; empty when there are none. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1] ?? '';
}
