// Which files may be attached: by kind, by size, and by what the channel takes. Asked before anything is uploaded.
import { type AssetKind, assetKinds, assetLimitBytes, assetMimes, type ChannelCapabilities } from '@parley/contract';

/** Browsers leave the type empty, or name it differently, for some files that are accepted. */
const kindOfExtension: Record<string, AssetKind> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  mp4: 'video',
  mov: 'video',
  avi: 'video',
  wmv: 'video',
  ogg: 'audio',
  oga: 'audio',
  mp3: 'audio',
  m4a: 'audio',
  weba: 'audio',
  pdf: 'document',
  doc: 'document',
  docx: 'document',
  txt: 'document',
};

/** What a file chooser offers. */
export const acceptedFiles = [
  ...new Set([
    ...assetKinds.flatMap((kind) => assetMimes[kind].filter((mime) => mime !== 'application/x-cfb')),
    ...Object.keys(kindOfExtension).map((extension) => `.${extension}`),
  ]),
].join(',');

/** The kind a file will be, as far as its name and type tell; undefined when it is none of those accepted. */
export function kindOfFile({ name, type }: Pick<File, 'name' | 'type'>): AssetKind | undefined {
  // What follows the semicolon (codecs) says nothing about the kind.
  const mime = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const byType = assetKinds.find((kind) => assetMimes[kind].includes(mime));
  return byType ?? kindOfExtension[extensionOf(name).toLowerCase()];
}

/** Letters after the last dot, as written; empty when there are none. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1] ?? '';
}

/** A file's name without its extension: the badge beside it says that already. */
export function titleOf(name: string): string {
  const extension = extensionOf(name);
  return extension ? name.slice(0, -extension.length - 1) : name;
}

export type FileProblem =
  | { code: 'type' }
  | { code: 'empty' }
  | { code: 'size'; limitBytes: number }
  | { code: 'channelSize'; limitBytes: number }
  | { code: 'channelKind'; kind: AssetKind };

/**
 * Why a file cannot be sent, or null. Pictures over the channel's own limit are made smaller by the server, so only ours counts for them.
 * @param capabilities undefined while the connection is not known: the server asks again
 */
export function findProblem(
  file: Pick<File, 'name' | 'type' | 'size'>,
  capabilities: ChannelCapabilities | undefined,
): FileProblem | null {
  const kind = kindOfFile(file);
  if (!kind) return { code: 'type' };
  if (file.size === 0) return { code: 'empty' };
  if (capabilities && !capabilities.sends.includes(kind)) return { code: 'channelKind', kind };
  if (file.size > assetLimitBytes[kind]) return { code: 'size', limitBytes: assetLimitBytes[kind] };
  const channelLimit = capabilities?.mediaBytes[kind];
  if (kind !== 'image' && channelLimit !== undefined && file.size > channelLimit)
    return { code: 'channelSize', limitBytes: channelLimit };
  return null;
}
