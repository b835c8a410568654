// Imports over the API: upload, start, follow, undo.
import {
  type ContactImport,
  createImport,
  downloadImportErrors,
  type EndpointInput,
  type FrameData,
  getImport,
  type ImportStatus,
  type Locale,
  listImports,
  startImport,
  undoImport,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, callList, fillPath, upload, writeQuery } from '../../../lib/api-client';

export const importsKey = ['imports'] as const;
export const importKey = (id: string) => [...importsKey, 'one', id] as const;

/** Frames tell every step; this asks again when they cannot be heard. */
const pollMs = 2_000;
const importsShown = 20;

/** True while the server is working on it. */
export function isActive(status: ImportStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'undoing';
}

const stages: Record<ImportStatus, number> = {
  uploaded: 0,
  queued: 1,
  running: 2,
  completed: 3,
  failed: 3,
  undoing: 4,
  undone: 5,
};

/** The import after a frame. A frame that is behind what is known (an answer may overtake it) changes nothing. */
export function applyProgress(known: ContactImport, progress: FrameData<'import.progress'>): ContactImport {
  const { importId: _importId, ...counts } = progress;
  const step = stages[progress.status] - stages[known.status];
  if (step < 0 || (step === 0 && progress.processed < known.processed)) return known;
  // Frames keep polling away, and with it the server's start time; to tell the speed ours is near enough.
  const startedAt = known.startedAt ?? (progress.status === 'running' ? new Date().toISOString() : null);
  return { ...known, ...counts, startedAt };
}

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: importKey(id),
    queryFn: ({ signal }) => call(getImport, { params: { id } }, { signal }),
    refetchInterval: (query) => (query.state.data && isActive(query.state.data.status) ? pollMs : false),
  });

export const importsQuery = queryOptions({
  queryKey: [...importsKey, 'list'],
  queryFn: async ({ signal }) => (await callList(listImports, { query: { limit: importsShown } }, { signal })).items,
});

export function useUploadImport(onShare: (share: number) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, signal }: { file: File; signal: AbortSignal }) => {
      const form = new FormData();
      form.append('file', file);
      return upload(createImport, form, { onUpload: onShare, signal });
    },
    onSuccess: (created) => {
      queryClient.setQueryData(importKey(created.id), created);
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
}

export type StartInput = NonNullable<EndpointInput<typeof startImport>['body']>;

export function useStartImport(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: StartInput) => call(startImport, { params: { id }, body }),
    onSuccess: (started) => {
      queryClient.setQueryData(importKey(id), started);
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
}

export function useUndoImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(undoImport, { params: { id } }),
    onSuccess: (undoing) => {
      queryClient.setQueryData(importKey(undoing.id), undoing);
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
}

/** The rows that were not imported, with reasons in the reader's language, as a CSV file. Throws ApiError. */
export function downloadErrors(id: string, language: Locale): Promise<Blob> {
  return api.download(`${fillPath(downloadImportErrors.path, { id })}?${writeQuery({ language })}`);
}
