// Uploaded lists over the API: upload, follow, and the rows that failed.
import {
  createRecipientList,
  downloadRecipientListErrors,
  downloadTemplateSample,
  type FrameData,
  getRecipientList,
  type Locale,
  type RecipientList,
} from '@parley/contract';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, fillPath, upload, writeQuery } from '../../lib/api-client';

const listKey = (id: string) => ['recipient-lists', id] as const;

/** Frames tell every step; this asks again when they cannot be heard. */
const pollMs = 2_000;

export function isBeingRead({ status }: Pick<RecipientList, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

export const recipientListQuery = (id: string) =>
  queryOptions({
    queryKey: listKey(id),
    queryFn: ({ signal }) => call(getRecipientList, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data && isBeingRead(state.data) ? pollMs : false),
  });

export function useUploadList(onShare: (share: number) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, signal }: { file: File; signal: AbortSignal }) => {
      const form = new FormData();
      form.append('file', file);
      return upload(createRecipientList, form, { onUpload: onShare, signal });
    },
    onSuccess: (created) => queryClient.setQueryData(listKey(created.id), created),
  });
}

/** The rows nobody can be written to by, with reasons in the reader's language, as a CSV file. Throws ApiError. */
export function downloadListErrors(id: string, language: Locale): Promise<Blob> {
  return api.download(`${fillPath(downloadRecipientListErrors.path, { id })}?${writeQuery({ language })}`);
}

/** A CSV with a column for each variable of the template. Throws ApiError. */
export function downloadSample(templateId: string): Promise<Blob> {
  return api.download(fillPath(downloadTemplateSample.path, { id: templateId }));
}

/** Moves the list on screen with a frame; its end is fetched, because it brings the first rows. */
export function showListProgress(queryClient: QueryClient, data: FrameData<'recipient_list.progress'>): void {
  const { listId, ...counts } = data;
  queryClient.setQueryData<RecipientList>(listKey(listId), (known) =>
    known && isBeingRead(known) && counts.processed >= known.processed ? { ...known, ...counts } : known,
  );
  if (!isBeingRead(data)) void queryClient.invalidateQueries({ queryKey: listKey(listId) });
}
