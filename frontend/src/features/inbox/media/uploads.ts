// Files on their way to the server. They start as soon as they are chosen, so that most are there when Send is pressed; composer and bubble
// look at the same upload by its key. Kept in the query cache, so that they end with the session.
import type { Asset, AssetKind } from '@parley/contract';
import { type QueryClient, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { uploadFile } from '../../../lib/upload-file';

export interface Upload {
  key: string;
  fileName: string;
  mime: string;
  kind: AssetKind;
  sizeBytes: number;
  /** Recorded here rather than chosen. */
  voice: boolean;
  /** What can be shown before the server has it. */
  localUrl: string | null;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  /** Part of the bytes that left, 0–1. */
  share: number;
  asset: Asset | null;
  error: unknown;
}

const uploadQuery = (key: string) =>
  queryOptions<Upload | null>({
    queryKey: ['upload', key],
    queryFn: () => null,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

/** One upload as it stands; null when it is not known. */
export function useUpload(key: string | undefined): Upload | null {
  return useQuery(uploadQuery(key ?? '')).data ?? null;
}

/** Several, in the order of their keys; those not known are left out. */
export function useUploads(keys: readonly string[]): Upload[] {
  return useQueries({
    queries: keys.map((key) => uploadQuery(key)),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

export function readUpload(queryClient: QueryClient, key: string): Upload | null {
  return queryClient.getQueryData<Upload | null>(uploadQuery(key).queryKey) ?? null;
}

function change(queryClient: QueryClient, key: string, next: Partial<Upload>): void {
  queryClient.setQueryData<Upload | null>(uploadQuery(key).queryKey, (old) => old && { ...old, ...next });
}

interface Running {
  file: File;
  done: Promise<Asset>;
  stop: AbortController;
}
const running = new WeakMap<QueryClient, Map<string, Running>>();

function runningOf(queryClient: QueryClient): Map<string, Running> {
  const known = running.get(queryClient) ?? new Map<string, Running>();
  running.set(queryClient, known);
  return known;
}

async function send(queryClient: QueryClient, key: string, file: File, signal: AbortSignal): Promise<Asset> {
  try {
    const asset = await uploadFile(file, { signal, onProgress: (share) => change(queryClient, key, { share }) });
    change(queryClient, key, { asset, share: 1, error: null });
    return asset;
  } catch (error) {
    change(queryClient, key, { error, share: 0 });
    throw error;
  }
}

function run(queryClient: QueryClient, key: string, file: File): void {
  const stop = new AbortController();
  const done = send(queryClient, key, file, stop.signal);
  // Whoever waits for it hears of a failure; the tile shows it meanwhile.
  done.catch(() => undefined);
  runningOf(queryClient).set(key, { file, done, stop });
}

/** Begins an upload. The facts of the picture or recording (size, length) follow by `describeUpload`. */
export function startUpload(queryClient: QueryClient, file: File, kind: AssetKind, voice = false): Upload {
  const key = crypto.randomUUID();
  const first: Upload = {
    key,
    fileName: file.name,
    mime: file.type,
    kind,
    sizeBytes: file.size,
    voice,
    localUrl: kind === 'document' ? null : URL.createObjectURL(file),
    width: null,
    height: null,
    durationSeconds: null,
    share: 0,
    asset: null,
    error: null,
  };
  queryClient.setQueryData(uploadQuery(key).queryKey, first);
  run(queryClient, key, file);
  return first;
}

/** Puts an upload of an earlier visit back, as the server has it. */
export function restoreUpload(queryClient: QueryClient, key: string, asset: Asset, voice: boolean): void {
  queryClient.setQueryData<Upload | null>(uploadQuery(key).queryKey, (known) =>
    known
      ? known
      : {
          key,
          voice,
          fileName: asset.fileName,
          mime: asset.mime,
          kind: asset.kind,
          sizeBytes: asset.sizeBytes,
          localUrl: asset.kind === 'image' ? (asset.thumbnailUrl ?? asset.url) : asset.url,
          width: asset.width,
          height: asset.height,
          durationSeconds: asset.durationSeconds,
          share: 1,
          asset,
          error: null,
        },
  );
}

/** Adds what the browser has measured of a file. */
export function describeUpload(
  queryClient: QueryClient,
  key: string,
  facts: Partial<Pick<Upload, 'width' | 'height' | 'durationSeconds'>>,
): void {
  change(queryClient, key, facts);
}

/** Tries a failed upload again. */
export function retryUpload(queryClient: QueryClient, key: string): void {
  const known = runningOf(queryClient).get(key);
  if (!known) return;
  change(queryClient, key, { error: null, share: 0 });
  run(queryClient, key, known.file);
}

/** The asset once it is there. Throws what the upload failed with. */
export async function uploadedAsset(queryClient: QueryClient, key: string): Promise<Asset> {
  const now = readUpload(queryClient, key);
  if (now?.asset) return now.asset;
  if (now?.error) retryUpload(queryClient, key);
  const known = runningOf(queryClient).get(key);
  if (!known) throw new Error('The file is no longer here');
  return known.done;
}

/** Stops and forgets an upload that was removed before it was sent. */
export function dropUpload(queryClient: QueryClient, key: string): void {
  runningOf(queryClient).get(key)?.stop.abort();
  runningOf(queryClient).delete(key);
  const localUrl = readUpload(queryClient, key)?.localUrl;
  if (localUrl?.startsWith('blob:')) URL.revokeObjectURL(localUrl);
  queryClient.removeQueries({ queryKey: uploadQuery(key).queryKey });
}
