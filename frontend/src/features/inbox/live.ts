// What the inbox screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const inboxLive: LiveHandlers = {};
