// The door of campaigns: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const campaignsFeature: Feature = { name: 'campaigns' };
