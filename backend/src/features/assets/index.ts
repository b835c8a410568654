// The door of assets.
import type { Feature } from '../../platform/feature';

export const assetsFeature: Feature = { name: 'assets' };
