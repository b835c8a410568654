// A file as a line: its type, name and size; pressing it downloads it.
import type { MessageMedia } from '@parley/contract';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { extensionOf } from '../../../lib/file-kinds';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { titleOf } from './files';
import { UploadShare } from './upload-share';

/** PDF red, words blue, anything else grey: as people know them. */
function colourOf(badge: string): string {
  if (badge === 'PDF') return 'text-danger';
  return badge === 'DOC' || badge === 'DOCX' ? 'text-info' : 'text-ink-secondary';
}

export function FileBadge({ fileName, mime }: { fileName: string; mime: string }) {
  const badge = (extensionOf(fileName) || (mime.split('/')[1] ?? '')).toUpperCase().slice(0, 4);
  return (
    <span
      aria-hidden
      className={`grid h-9 w-8 flex-none place-items-center rounded-xs bg-surface text-[9px] font-semibold shadow-edge ${colourOf(badge)}`}
    >
      {badge}
    </span>
  );
}

export function DocumentLine({ media, uploadKey }: { media: MessageMedia; uploadKey?: string }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const fileName = media.fileName ?? t('kinds.document');
  const line = (
    <>
      <span className="relative">
        <FileBadge fileName={fileName} mime={media.mime} />
        {uploadKey && <UploadShare uploadKey={uploadKey} className="absolute inset-0 m-auto size-9" />}
      </span>
      <span className="grid min-w-0 flex-1 leading-snug">
        <bdi className="truncate font-medium match-parent">{titleOf(fileName)}</bdi>
        {media.sizeBytes !== null && (
          <span className="tabular text-12 text-ink-muted">{format.bytes(media.sizeBytes)}</span>
        )}
      </span>
    </>
  );
  const look = 'flex w-64 max-w-full items-center gap-2.5 py-0.5';
  if (!media.url) return <span className={look}>{line}</span>;
  return (
    <a
      href={media.url}
      download={fileName}
      aria-label={t('media.download', { name: fileName })}
      className={`${look} group/doc rounded-sm`}
    >
      {line}
      <Icon of={Download} className="flex-none text-ink-muted group-hover/doc:text-ink" />
    </a>
  );
}
