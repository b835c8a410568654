// The sample file of a media header: judged before it leaves this browser, then uploaded.
import {
  type Asset,
  type AssetKind,
  assetKinds,
  assetMimes,
  findMediaFault,
  type ProviderMediaFormat,
  type ProviderTemplate,
  providerMediaLimits,
  uploadAssets,
} from '@parley/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { upload } from '../../../lib/api-client';

/** What is shown of a sample, here and on the phone. */
export type ShownSample = NonNullable<ProviderTemplate['sample']>;

/** For a file chooser: `image/jpeg,image/png`. */
export function acceptedSamples(format: ProviderMediaFormat): string {
  return providerMediaLimits[format].sampleMimes.join(',');
}

/** Why a chosen file is no sample for the header; undefined when it is one. */
export function findSampleFault(format: ProviderMediaFormat, file: Pick<File, 'type' | 'size'>) {
  return findMediaFault(format, 'sample', { kind: kindOf(file.type), mime: file.type, sizeBytes: file.size });
}

function kindOf(mime: string): AssetKind | undefined {
  return assetKinds.find((kind) => assetMimes[kind].includes(mime));
}

/** Uploads one file. `share` of its bytes has left, 0–1. Throws ApiError. */
export function useUploadSample() {
  const [share, setShare] = useState(0);
  const mutation = useMutation({
    mutationFn: async (file: File): Promise<Asset> => {
      setShare(0);
      const form = new FormData();
      form.append('files', file, file.name);
      const answer: unknown = await upload(uploadAssets, form, {
        idempotencyKey: crypto.randomUUID(),
        onUpload: setShare,
      });
      // The endpoint answers with one asset per file; the contract's output type is that of one item.
      const [asset] = answer as Asset[];
      if (!asset) throw new Error('The upload came back without a file');
      return asset;
    },
  });
  return { ...mutation, share };
}
