// What the inbox's settings do when something happens elsewhere.
import { inboxSettingsKey } from '../../lib/availability';
import { chatTagsKey } from '../../lib/chat-tags';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { repliesKey } from './api';

export const inboxSettingsLive: LiveHandlers = {
  'tags.changed': (_frame, queryClient) => invalidateSoon(queryClient, chatTagsKey),
  'canned_replies.changed': (_frame, queryClient) => invalidateSoon(queryClient, repliesKey),
  'inbox.changed': (_frame, queryClient) => invalidateSoon(queryClient, inboxSettingsKey),
};
