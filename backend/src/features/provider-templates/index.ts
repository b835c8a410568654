// The door of provider-templates.
import type { Feature } from '../../platform/feature';

export const providerTemplatesFeature: Feature = { name: 'provider-templates' };
