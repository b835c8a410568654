// The door of templates: texts with variables, and the language they are written in.
import type { Feature } from '../../platform/feature';
import { templateSubscribers } from './live';
import { templateBindings } from './routes';

export { parameters, sampleValues } from './catalogue';
export { type CompiledTemplate, compileTemplate } from './compile';
export { findVisibleTemplate } from './find';
export { loadSampleValues } from './preview';
export { loadRenderValues, type RenderValueOptions } from './render-values';

export const templatesFeature: Feature = {
  name: 'templates',
  bindings: templateBindings,
  subscribers: templateSubscribers,
};
