// One file of an answer: what it is, how far it is, and taking it out again. Dragged by pointer or keyboard to its place.
import { useSortable } from '@dnd-kit/sortable';
import { FileText, Mic, RotateCw, Video, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import type { Upload } from '../media/uploads';

const icons = { image: FileText, video: Video, audio: Mic, document: FileText };

export interface FileTileProps {
  upload: Upload;
  /** Why the upload failed, in words; null while it did not. */
  failure: string | null;
  movable: boolean;
  onRemove: () => void;
  onRetry: () => void;
}

export function FileTile({ upload, failure, movable, onRemove, onRetry }: FileTileProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: upload.key,
    disabled: !movable,
  });
  const { fileName, kind, localUrl, share, asset, sizeBytes } = upload;
  // A button for the keyboard while it can be moved, a picture with a name otherwise; both are named by their file.
  const said = {
    role: movable ? 'button' : 'img',
    'aria-label': t('attach.file', { name: fileName, size: format.bytes(sizeBytes) }),
    'aria-roledescription': movable ? t('attach.movable') : undefined,
  };
  const pictured = localUrl !== null && kind === 'image';
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined, transition }}
      className={cn('relative flex-none', isDragging && 'z-10 opacity-80')}
    >
      <div
        {...attributes}
        {...listeners}
        {...said}
        title={fileName}
        className={cn(
          'relative flex h-16 touch-none items-center overflow-hidden rounded-sm border bg-sunken outline-none focus-visible:shadow-focus',
          failure ? 'border-danger-line' : 'border-line',
          pictured ? 'w-16' : 'w-44 gap-2 px-2.5',
          movable && 'cursor-grab active:cursor-grabbing',
        )}
      >
        {pictured ? (
          <img src={localUrl} alt="" draggable={false} className="size-full object-cover" />
        ) : (
          <>
            <Icon of={icons[kind]} size={20} className="text-ink-muted" />
            <span className="min-w-0 flex-1 pe-3">
              <bdi className="block truncate text-12 font-medium">{fileName}</bdi>
              <span className="block truncate text-11 text-ink-muted">{format.bytes(sizeBytes)}</span>
            </span>
          </>
        )}
        {!asset && !failure && (
          <span
            role="progressbar"
            aria-label={t('attach.uploading', { name: fileName })}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share * 100)}
            className="absolute inset-x-0 bottom-0 h-1 bg-data-track"
          >
            <span
              className="block h-full bg-accent transition-[inline-size]"
              style={{ inlineSize: `${share * 100}%` }}
            />
          </span>
        )}
      </div>
      {failure && (
        <button
          type="button"
          onClick={onRetry}
          aria-label={t('attach.retry', { name: fileName })}
          title={failure}
          className="absolute inset-0 m-auto grid size-8 place-items-center rounded-full bg-raised text-danger shadow-pop focus-visible:shadow-focus"
        >
          <Icon of={RotateCw} size={14} />
        </button>
      )}
      <button
        type="button"
        onClick={onRemove}
        aria-label={t('attach.remove', { name: fileName })}
        className="absolute -end-1.5 -top-1.5 grid size-5 place-items-center rounded-full bg-ink text-surface after:absolute after:-inset-1.5 focus-visible:shadow-focus max-tablet:after:-inset-2.5"
      >
        <Icon of={X} size={12} />
      </button>
    </li>
  );
}
