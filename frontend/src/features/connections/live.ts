// What the connections screens do when something happens elsewhere: a new code replaces the old one, a changed state renews the cards.
import { connectionsKey } from '../../lib/connections';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { qrKey } from './api';

export const connectionsLive: LiveHandlers = {
  'connection.status': ({ data }, queryClient) => {
    invalidateSoon(queryClient, [...connectionsKey, 'list']);
    void queryClient.invalidateQueries({ queryKey: qrKey(data.connectionId) });
  },
  'chat.gap': (_frame, queryClient) => invalidateSoon(queryClient, connectionsKey),
  'connection.qr': ({ data }, queryClient) => {
    queryClient.setQueryData(qrKey(data.connectionId), data.qr);
  },
};
