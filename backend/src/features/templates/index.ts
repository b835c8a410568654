// The door of templates: texts with variables, and the language they are written in.
import type { Feature } from '../../platform/feature';

export { type CompiledTemplate, compileTemplate } from './compile';
export { loadRenderValues, type RenderValueOptions } from './render-values';

export const templatesFeature: Feature = { name: 'templates' };
