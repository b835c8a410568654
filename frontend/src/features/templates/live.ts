// What the templates screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const templatesLive: LiveHandlers = {};
