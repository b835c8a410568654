// What the contacts screens do when something happens elsewhere.
import type { ContactImport } from '@parley/contract';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { segmentsKey } from '../../lib/segments';
import { contactsKey } from './api';
import { applyProgress, importKey, importsKey, isActive } from './import/api';

/** Their sizes follow the people in them, not at every single change. */
const segmentsEveryMs = 5_000;

export const contactsLive: LiveHandlers = {
  'contacts.changed': (_frame, queryClient) => {
    invalidateSoon(queryClient, contactsKey);
    invalidateSoon(queryClient, segmentsKey, segmentsEveryMs);
  },
  'segments.changed': (_frame, queryClient) => invalidateSoon(queryClient, segmentsKey),
  'import.progress': ({ data }, queryClient) => {
    queryClient.setQueryData<ContactImport>(importKey(data.importId), (known) => known && applyProgress(known, data));
    if (isActive(data.status)) return;
    // Abilities and the reason of a failure come with the whole import, and the list shows its end.
    invalidateSoon(queryClient, importsKey);
    invalidateSoon(queryClient, contactsKey);
  },
};
