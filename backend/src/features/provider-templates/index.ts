// The door of provider-templates: approved templates of Meta, the one thing that may be sent when the window is closed.
import type { Feature } from '../../platform/feature';
import { templateJobs, templateSweeps } from './jobs';
import { providerTemplateSubscribers } from './live';
import { providerTemplateBindings } from './routes';

export {
  demandHeaderFile,
  filesIn,
  fillComponents,
  renderParams,
  renderTemplate,
  type SendableTemplate,
  type TemplateFile,
} from './fill';
export { applyTemplateReports } from './reports';
export { findSendableTemplate, loadSendableTemplates } from './sendable';

export const providerTemplatesFeature: Feature = {
  name: 'provider-templates',
  bindings: providerTemplateBindings,
  jobs: templateJobs,
  sweeps: templateSweeps,
  subscribers: providerTemplateSubscribers,
};
