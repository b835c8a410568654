// The sample that Meta's reviewers look at: dropped or chosen, on its way, or there.
import { mostMegabytes, type ProviderMediaFormat } from '@parley/contract';
import { CircleAlert, FileText, Film, Image, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { FileDrop } from '../../../ui/file-drop';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Meter } from '../../../ui/meter';
import { acceptedSamples, findSampleFault, type ShownSample, useUploadSample } from './sample';

interface SampleFieldProps {
  format: ProviderMediaFormat;
  sample: ShownSample | null;
  /** In words: what is wrong with leaving it out. */
  error: string | undefined;
  readOnly: boolean;
  onChange: (assetId: string | null, sample: ShownSample | null) => void;
}

export const sampleSigns = { IMAGE: Image, VIDEO: Film, DOCUMENT: FileText };

export function SampleField({ format, sample, error, readOnly, onChange }: SampleFieldProps) {
  const { t } = useTranslation('templates');
  const say = useFormat();
  const sending = useUploadSample();
  const [problem, setProblem] = useState<string>();
  const words = problem ?? error;

  function take([file]: File[]) {
    if (!file) return;
    const fault = findSampleFault(format, file);
    setProblem(
      fault && t(`meta.media.faults.${fault.rule}`, { files: t(`meta.media.files.${format}`), limit: fault.detail }),
    );
    if (fault) return;
    sending.mutate(file, {
      onSuccess: ({ id, fileName, url, thumbnailUrl }) => onChange(id, { fileName, url, thumbnailUrl }),
      onError: (refusal) => setProblem(sayError(t, refusal)),
    });
  }

  return (
    <div className="grid gap-1.5">
      {sending.isPending ? (
        <div className="grid gap-2 rounded-md border border-line px-3 py-3">
          <p role="status" className="flex justify-between gap-3 text-13">
            <bdi className="truncate">{sending.variables?.name}</bdi>
            <span className="tabular flex-none text-ink-muted">{say.percent(sending.share)}</span>
          </p>
          <Meter kind="progress" value={sending.share} max={1} label={t('meta.media.uploading')} />
        </div>
      ) : sample ? (
        <div className="flex items-center gap-3 rounded-md border border-line px-3 py-2">
          <Thumbnail format={format} sample={sample} />
          <span className="grid min-w-0 flex-1 leading-snug">
            <bdi className="truncate text-13 font-medium match-parent">{sample.fileName}</bdi>
            <span className="text-12 text-ink-muted">{t('meta.media.isSample')}</span>
          </span>
          {!readOnly && (
            <IconButton
              icon={X}
              size="sm"
              label={t('meta.media.remove', { name: sample.fileName })}
              onClick={() => onChange(null, null)}
            />
          )}
        </div>
      ) : readOnly ? (
        <p className="text-13 text-ink-muted">{t('meta.media.unknown')}</p>
      ) : (
        <FileDrop
          accept={acceptedSamples(format)}
          title={t(`meta.media.choose.${format}`)}
          help={t('meta.media.limits', {
            files: t(`meta.media.files.${format}`),
            limit: mostMegabytes(format),
          })}
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
        <p className="text-12 text-ink-muted">{t('meta.media.help')}</p>
      )}
    </div>
  );
}

function Thumbnail({ format, sample }: { format: ProviderMediaFormat; sample: ShownSample }) {
  const url = sample.thumbnailUrl ?? (format === 'IMAGE' ? sample.url : null);
  if (url) return <img src={url} alt="" className="size-10 flex-none rounded-sm bg-sunken object-cover" />;
  return (
    <span className="grid size-10 flex-none place-items-center rounded-sm bg-sunken text-ink-muted">
      <Icon of={sampleSigns[format]} size={18} />
    </span>
  );
}
