// The picture, film or document at the head of an approved template: chosen here, uploaded at once.
import {
  assetMimes,
  findMediaFault,
  type ProviderTemplate,
  providerMediaFormats,
  providerMediaLimits,
} from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { FileDrop } from '../../../ui/file-drop';
import { findProblem, kindOfFile } from '../media/files';
import { startUpload, uploadedAsset, useUpload } from '../media/uploads';

export interface HeaderFileProps {
  format: NonNullable<ProviderTemplate['header']>['format'];
  /** In words: what is wrong with leaving it out. */
  error: string | undefined;
  onReady: (assetId: string, localUrl: string | null) => void;
}

export function HeaderFile({ format, error, onReady }: HeaderFileProps) {
  const { t } = useTranslation('inbox');
  const say = useFormat();
  const queryClient = useQueryClient();
  const [key, setKey] = useState<string>();
  const [problem, setProblem] = useState<string | null>(null);
  const upload = useUpload(key);
  const media = providerMediaFormats.find((one) => one === format) ?? 'IMAGE';
  const { kind: wanted, sendMimes } = providerMediaLimits[media];

  function take([file]: File[]) {
    if (!file) return;
    setProblem(null);
    const kind = kindOfFile(file);
    const found = findProblem(file, undefined);
    if (kind !== wanted) return setProblem(t('templatePicker.wrongKind', { kind: t(`kinds.${wanted}`) }));
    const fault = findMediaFault(media, 'send', { kind, mime: file.type, sizeBytes: file.size });
    if (fault?.rule === 'media_size') return setProblem(t('templatePicker.media.size', { limit: fault.detail }));
    if (fault) return setProblem(t('templatePicker.media.type', { files: t(`templatePicker.media.files.${media}`) }));
    if (found) {
      const limit = 'limitBytes' in found ? say.bytes(found.limitBytes) : '';
      return setProblem(t(`attach.problems.${found.code}`, { name: file.name, limit }));
    }
    const begun = startUpload(queryClient, file, wanted);
    setKey(begun.key);
    uploadedAsset(queryClient, begun.key).then(
      (asset) => onReady(asset.id, begun.localUrl),
      (refusal) => setProblem(sayError(t, refusal)),
    );
  }

  const words = problem ?? error;
  return (
    <div className="grid gap-1">
      <FileDrop
        accept={(sendMimes.length > 0 ? sendMimes : assetMimes[wanted]).join(',')}
        title={upload ? <bdi>{upload.fileName}</bdi> : t(`templatePicker.add.${wanted}`)}
        help={
          upload && !upload.asset && !upload.error
            ? t('attach.uploading', { name: say.percent(upload.share) })
            : t('templatePicker.headerHelp')
        }
        onFiles={take}
      />
      {words && (
        <p role="alert" className="text-12 text-danger">
          {words}
        </p>
      )}
    </div>
  );
}
