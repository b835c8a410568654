// The door of stats: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { statsBindings } from './routes';

export const statsFeature: Feature = { name: 'stats', bindings: statsBindings };
