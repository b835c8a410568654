// The door of credits: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const creditsFeature: Feature = { name: 'credits' };
