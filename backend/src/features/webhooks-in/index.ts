// The door of webhooks-in: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const webhooksInFeature: Feature = { name: 'webhooks-in' };
