// Files of a message, in the order in which they are sent; each is a message of its own.
import { mostFiles } from '@parley/contract';
import { useMutation } from '@tanstack/react-query';
import { ArrowUp, Paperclip, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { acceptedFiles } from '../../../lib/file-kinds';
import { useFormat } from '../../../lib/format';
import { uploadFiles } from '../../../lib/upload-file';
import { Button } from '../../../ui/button';
import { FileThumbnail } from '../../../ui/file-thumbnail';
import { IconButton } from '../../../ui/icon-button';
import { notifyError } from '../../../ui/toast';
import type { StepProps } from './step-props';

export function MessageFiles({ draft, change }: Pick<StepProps, 'draft' | 'change'>) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const upload = useMutation({ mutationFn: (chosen: readonly File[]) => uploadFiles(chosen) });
  const { files } = draft;

  function add(list: FileList | null) {
    const chosen = [...(list ?? [])].slice(0, mostFiles - files.length);
    if (chosen.length === 0) return;
    upload.mutate(chosen, {
      onSuccess: (assets) => change({ files: [...files, ...assets] }),
      onError: (error) => notifyError(sayError(t, error)),
    });
  }

  function moveUp(at: number) {
    const order = [...files];
    const [moved] = order.splice(at, 1);
    if (moved) order.splice(at - 1, 0, moved);
    change({ files: order });
  }

  return (
    <section aria-label={t('say.files')} className="grid gap-2">
      <div className="flex items-center gap-3">
        <h3 className="flex-1 text-13 font-medium">{t('say.files')}</h3>
        <input
          ref={field}
          type="file"
          multiple
          accept={acceptedFiles}
          aria-label={t('say.addFiles')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            add(event.target.files);
            event.target.value = '';
          }}
        />
        <Button
          size="sm"
          icon={Paperclip}
          busy={upload.isPending}
          disabled={files.length >= mostFiles}
          onClick={() => field.current?.click()}
        >
          {t('say.addFiles')}
        </Button>
      </div>
      {files.length > 0 && (
        <ol className="rounded-md border border-line">
          {files.map((file, at) => (
            <li key={file.id} className="flex items-center gap-3 border-line px-3 py-2 text-13 not-first:border-t">
              <FileThumbnail file={file} />
              <span className="grid min-w-0 flex-1 leading-snug">
                <bdi className="truncate font-medium match-parent">{file.fileName}</bdi>
                <span className="text-12 text-ink-muted">
                  {format.bytes(file.sizeBytes)}
                  {at === 0 && ` · ${t('say.carriesText')}`}
                </span>
              </span>
              {at > 0 && (
                <IconButton
                  icon={ArrowUp}
                  size="sm"
                  label={t('say.moveUp', { name: file.fileName })}
                  onClick={() => moveUp(at)}
                />
              )}
              <IconButton
                icon={X}
                size="sm"
                label={t('say.removeFile', { name: file.fileName })}
                onClick={() => change({ files: files.filter(({ id }) => id !== file.id) })}
              />
            </li>
          ))}
        </ol>
      )}
      <p className="text-12 text-ink-muted">
        {files.length > 1 ? t('say.filesCost', { count: files.length }) : t('say.filesHelp')}
      </p>
    </section>
  );
}
