// The door of imports: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const importsFeature: Feature = { name: 'imports' };
