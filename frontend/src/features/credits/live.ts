// What the credits screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const creditsLive: LiveHandlers = {};
