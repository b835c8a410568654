// Keeping, changing and deleting segments over the API.
import { createSegment, deleteSegment, type Segment, type SegmentInput, updateSegment } from '@parley/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api-client';
import { segmentsKey } from '../../../lib/segments';

/** Keeps a new segment, or changes the one of this id. Throws ApiError. */
export function useKeepSegment(id: string | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SegmentInput): Promise<Segment> =>
      id ? call(updateSegment, { params: { id }, body }) : call(createSegment, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: segmentsKey }),
  });
}

/** Throws ApiError. */
export function useDeleteSegment() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteSegment, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: segmentsKey }),
  });
}
