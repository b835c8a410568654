// The door of connections: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const connectionsFeature: Feature = { name: 'connections' };
