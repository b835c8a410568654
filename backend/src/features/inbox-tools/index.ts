// The door of inbox-tools.
import type { Feature } from '../../platform/feature';

export const inboxToolsFeature: Feature = { name: 'inbox-tools' };
