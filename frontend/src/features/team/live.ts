// What the team screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const teamLive: LiveHandlers = {};
