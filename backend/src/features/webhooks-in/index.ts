// The door of webhooks-in: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { intakeJobs, intakeSweeps } from './jobs';
import { webhookBindings } from './routes';

export const webhooksInFeature: Feature = {
  name: 'webhooks-in',
  bindings: webhookBindings,
  jobs: intakeJobs,
  sweeps: intakeSweeps,
};
