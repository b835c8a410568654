// The door of templates: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const templatesFeature: Feature = { name: 'templates' };
