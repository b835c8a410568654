// What the campaigns screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const campaignsLive: LiveHandlers = {};
