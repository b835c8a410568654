// The door of the inbox's tools: tags, ready answers, who takes new chats, who is where.
import type { Feature } from '../../platform/feature';
import { inboxToolsJobs, inboxToolsSweeps } from './jobs';
import { inboxToolsSubscribers } from './live';
import { inboxToolsBindings } from './routes';

export { ringAssignments } from './assign/ring';

export const inboxToolsFeature: Feature = {
  name: 'inbox-tools',
  bindings: inboxToolsBindings,
  jobs: inboxToolsJobs,
  sweeps: inboxToolsSweeps,
  subscribers: inboxToolsSubscribers,
};
