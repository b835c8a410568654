// The door of recipient lists: CSV files of people for a campaign.
import type { Feature } from '../../platform/feature';
import { recipientListJobs, recipientListSweeps } from './jobs';
import { recipientListSubscribers } from './live';
import { recipientListBindings } from './routes';

export { countList, countListPrefixes, demandReadyList, type ListPerson, readSendable, readStretch } from './people';
export { readList } from './run';

export const recipientListsFeature: Feature = {
  name: 'recipient-lists',
  bindings: recipientListBindings,
  jobs: recipientListJobs,
  sweeps: recipientListSweeps,
  subscribers: recipientListSubscribers,
};
