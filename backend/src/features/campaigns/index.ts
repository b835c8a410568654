// The door of campaigns: one message to many contacts through one connection.
import type { Feature } from '../../platform/feature';
import { campaignJobs, campaignSweeps } from './jobs';
import { campaignSubscribers } from './live';
import { campaignBindings } from './routes';

export { lendHand, runCampaign } from './jobs';

export const campaignsFeature: Feature = {
  name: 'campaigns',
  bindings: campaignBindings,
  jobs: campaignJobs,
  sweeps: campaignSweeps,
  subscribers: campaignSubscribers,
};
