// The door of team: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const teamFeature: Feature = { name: 'team' };
