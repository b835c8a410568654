// The door of stats: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const statsFeature: Feature = { name: 'stats' };
