// What the phone shows besides words: files, and the buttons of an approved template.
import type { LaunchCheck } from '@parley/contract';
import { FileText, Film, Music } from 'lucide-react';
import { Icon } from '../../../ui/icon';
import type { DraftFile } from './wording';

const signs = { image: FileText, video: Film, audio: Music, document: FileText } as const;

/** @param apart each in a bubble of its own: further files are messages of their own */
export function PreviewFiles({ files, apart = false }: { files: readonly DraftFile[]; apart?: boolean }) {
  return files.map((file) => (
    <div key={file.id} className={apart ? 'msg-bubble mt-1 max-w-[88%] self-start bg-surface' : 'mb-1.5'}>
      <PreviewFile file={file} />
    </div>
  ));
}

function PreviewFile({ file }: { file: DraftFile }) {
  if (file.kind === 'image')
    return (
      <img
        src={file.thumbnailUrl ?? file.url}
        alt={file.fileName}
        className="max-h-44 w-full rounded-sm object-cover"
      />
    );
  return (
    <span className="flex items-center gap-2 rounded-sm bg-sunken px-2 py-2 text-12">
      <Icon of={signs[file.kind]} size={18} className="flex-none text-ink-muted" />
      <bdi className="truncate">{file.fileName}</bdi>
    </span>
  );
}

export function PreviewTemplate({ template }: { template: LaunchCheck['samples'][number]['template'] | undefined }) {
  return template?.buttons?.map((text) => (
    <span
      key={text}
      className="mt-1 block max-w-[88%] self-start rounded-sm bg-surface px-3 py-1.5 text-center text-13 font-medium text-accent-text"
    >
      <bdi>{text}</bdi>
    </span>
  ));
}
