// What the connections screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const connectionsLive: LiveHandlers = {};
