// The file at the head of an approved template: dropped or chosen, judged as Meta would, on its way, or there.
import {
  type Asset,
  acceptedMimes,
  mostMegabytes,
  type ProviderMediaFormat,
  providerMediaLimits,
} from '@parley/contract';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../lib/field-errors';
import { useFormat } from '../lib/format';
import { findHeaderFileFault } from '../lib/header-file';
import { uploadFile } from '../lib/upload-file';
import { FileDrop } from './file-drop';
import { FileThumbnail } from './file-thumbnail';
import { Icon } from './icon';
import { IconButton } from './icon-button';
import { Meter } from './meter';

export interface HeaderFileFieldProps {
  format: ProviderMediaFormat;
  use: 'sample' | 'send';
  /** The file that is there. */
  file: Pick<Asset, 'fileName' | 'url' | 'thumbnailUrl'> | null;
  /** Beneath the name of the file that is there. */
  note: ReactNode;
  /** On the place to drop one. */
  title: string;
  /** Beneath it all, while nothing is wrong. */
  help: string;
  /** In words: what is wrong with the file, or with leaving it out. */
  error?: string | undefined;
  readOnly?: boolean;
  onChange: (file: Asset | null) => void;
}

export function HeaderFileField(props: HeaderFileFieldProps) {
  const { format, use, file, note, title, help, error, readOnly, onChange } = props;
  const { t } = useTranslation();
  const say = useFormat();
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string>();
  const sending = useMutation({ mutationFn: (chosen: File) => uploadFile(chosen, { onProgress: setShare }) });
  const wanted = { files: t(`headerFile.files.${use}.${format}`), limit: mostMegabytes(format) };
  const words = problem ?? error;

  function take([chosen]: File[]) {
    if (!chosen) return;
    const fault = findHeaderFileFault(format, use, chosen);
    setProblem(fault && t(`headerFile.faults.${fault}`, wanted));
    if (fault) return;
    setShare(0);
    sending.mutate(chosen, { onSuccess: onChange, onError: (refusal) => setProblem(sayError(t, refusal)) });
  }

  return (
    <div className="grid gap-1.5">
      {sending.isPending ? (
        <div className="grid gap-2 rounded-md border border-line px-3 py-3">
          <p role="status" className="flex justify-between gap-3 text-13">
            <bdi className="truncate">{sending.variables.name}</bdi>
            <span className="tabular flex-none text-ink-muted">{say.percent(share)}</span>
          </p>
          <Meter kind="progress" value={share} max={1} label={t('headerFile.uploading')} />
        </div>
      ) : file ? (
        <div className="flex items-center gap-3 rounded-md border border-line px-3 py-2">
          <FileThumbnail file={{ ...file, kind: providerMediaLimits[format].kind }} />
          <span className="grid min-w-0 flex-1 leading-snug">
            <bdi className="truncate text-13 font-medium match-parent">{file.fileName}</bdi>
            <span className="text-12 text-ink-muted">{note}</span>
          </span>
          {!readOnly && (
            <IconButton
              icon={X}
              size="sm"
              label={t('headerFile.remove', { name: file.fileName })}
              onClick={() => onChange(null)}
            />
          )}
        </div>
      ) : (
        <FileDrop
          accept={acceptedMimes(format, use).join(',')}
          title={title}
          help={t('headerFile.limits', wanted)}
          disabled={readOnly}
          onFiles={take}
          className="py-6"
        />
      )}
      {words ? (
        <p role="alert" className="flex items-start gap-[5px] text-12 text-danger">
          <Icon of={CircleAlert} size={14} className="mt-0.5" />
          <span>{words}</span>
        </p>
      ) : (
        <p className="text-12 text-ink-muted">{help}</p>
      )}
    </div>
  );
}
