// The picture, video or document at the head of an approved template: judged as Meta would, uploaded, shown, exchanged.
import {
  type AssetKind,
  assetKinds,
  assetMimes,
  findMediaFault,
  mostMegabytes,
  type ProviderMediaFormat,
  providerMediaLimits,
} from '@parley/contract';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { FileDrop } from '../../../ui/file-drop';
import { IconButton } from '../../../ui/icon-button';
import { Meter } from '../../../ui/meter';
import { FileThumbnail } from './file-thumbnail';
import { useUploadFiles } from './message-api';
import type { DraftFile } from './wording';

interface HeaderFileProps {
  format: ProviderMediaFormat;
  /** The file that is chosen; its facts are not known for variants that were saved before. */
  file: DraftFile | null;
  filled: boolean;
  onChange: (file: DraftFile | null) => void;
}

export function HeaderFile({ format, file, filled, onChange }: HeaderFileProps) {
  const { t } = useTranslation('campaigns');
  const say = useFormat();
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string>();
  const upload = useUploadFiles(setShare);
  const files = t(`say.header.files.${format}`);

  function take([chosen]: File[]) {
    if (!chosen) return;
    const given = { kind: kindOf(chosen.type), mime: chosen.type, sizeBytes: chosen.size };
    const fault = findMediaFault(format, 'send', given);
    setProblem(fault && t(`say.header.faults.${fault.rule}`, { files, limit: fault.detail }));
    if (fault) return;
    setShare(0);
    upload.mutate([chosen], {
      onSuccess: ([asset]) => asset && onChange(asset),
      onError: (error) => setProblem(sayError(t, error)),
    });
  }

  return (
    <section aria-label={t('say.header.title')} className="grid gap-1.5">
      <h3 className="text-13 font-medium">{t('say.header.title')}</h3>
      {upload.isPending ? (
        <div className="grid gap-2 rounded-md border border-line px-3 py-3">
          <p role="status" className="flex justify-between gap-3 text-13">
            <bdi className="truncate">{upload.variables?.[0]?.name}</bdi>
            <span className="tabular flex-none text-ink-muted">{say.percent(share)}</span>
          </p>
          <Meter kind="progress" value={share} max={1} label={t('say.uploading')} />
        </div>
      ) : file ? (
        <div className="flex items-center gap-3 rounded-md border border-line px-3 py-2">
          <FileThumbnail file={file} />
          <span className="grid min-w-0 flex-1 leading-snug">
            <bdi className="truncate text-13 font-medium match-parent">{file.fileName}</bdi>
            <span className="text-12 text-ink-muted">{say.bytes(file.sizeBytes)}</span>
          </span>
          <IconButton
            icon={X}
            size="sm"
            label={t('say.removeFile', { name: file.fileName })}
            onClick={() => onChange(null)}
          />
        </div>
      ) : (
        <FileDrop
          accept={acceptedOf(format)}
          title={filled ? t('say.otherHeaderFile') : t('say.headerFile')}
          help={t('say.header.limits', { files, limit: mostMegabytes(format) })}
          onFiles={take}
          className="py-6"
        />
      )}
      {problem ? (
        <p role="alert" className="text-12 text-danger">
          {problem}
        </p>
      ) : (
        <p className="text-12 text-ink-muted">{t('say.headerFileHelp')}</p>
      )}
    </section>
  );
}

function kindOf(mime: string): AssetKind | undefined {
  return assetKinds.find((kind) => assetMimes[kind].includes(mime));
}

function acceptedOf(format: ProviderMediaFormat): string {
  const { kind, sendMimes } = providerMediaLimits[format];
  return (sendMimes.length > 0 ? sendMimes : assetMimes[kind]).join(',');
}
