// A chosen file in small: its picture, or the sign of its kind.
import type { Asset } from '@parley/contract';
import { FileText, Film, Image, Music } from 'lucide-react';
import { Icon } from './icon';

export const fileSigns = { image: Image, video: Film, audio: Music, document: FileText } as const;

export function FileThumbnail({ file }: { file: Pick<Asset, 'kind' | 'url' | 'thumbnailUrl'> }) {
  const url = file.thumbnailUrl ?? (file.kind === 'image' ? file.url : null);
  if (url) return <img src={url} alt="" className="size-9 flex-none rounded-sm bg-sunken object-cover" />;
  return (
    <span className="grid size-9 flex-none place-items-center rounded-sm bg-sunken text-ink-muted">
      <Icon of={fileSigns[file.kind]} size={18} />
    </span>
  );
}
