// Which files may be attached: by kind, by size, and by what the channel takes. Asked before anything is uploaded.
import { type AssetKind, assetLimitBytes, type ChannelCapabilities } from '@parley/contract';
import { extensionOf, kindOfFile } from '../../../lib/file-kinds';

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
