// What the contacts screens do when something happens elsewhere.
import type { LiveHandlers } from '../../lib/live';

export const contactsLive: LiveHandlers = {};
