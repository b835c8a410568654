// The door of outbox: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const outboxFeature: Feature = { name: 'outbox' };
