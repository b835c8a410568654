// The only declaration of endpoints, events, permissions and errors.
import * as assets from './assets';
import * as audience from './audience';
import * as auth from './auth';
import * as campaignMessage from './campaign-message';
import * as campaigns from './campaigns';
import * as chats from './chats';
import * as connections from './connection-endpoints';
import * as consent from './consent';
import * as contacts from './contacts';
import type { Endpoint } from './core';
import * as credits from './credits';
import * as imports from './imports';
import * as inboxTools from './inbox-tools';
import * as messages from './messages';
import * as notes from './notes';
import * as operations from './operations';
import * as providerTemplates from './provider-templates';
import * as recipientLists from './recipient-lists';
import * as recipients from './recipients';
import * as segments from './segments';
import * as stats from './stats';
import * as team from './team';
import * as templates from './templates';
import * as webhooks from './webhooks';

export * from './assets';
export * from './audience';
export * from './auth';
export * from './campaign-message';
export * from './campaign-progress';
export * from './campaigns';
export * from './chats';
export * from './connection-endpoints';
export * from './connections';
export * from './consent';
export * from './contacts';
export * from './core';
export * from './credits';
export * from './errors';
export * from './events';
export * from './imports';
export * from './inbox-tools';
export * from './message-content';
export * from './messages';
export * from './notes';
export * from './operations';
export * from './pace';
export * from './permissions';
export * from './provider-template-rules';
export * from './provider-templates';
export * from './recipient-lists';
export * from './recipients';
export * from './row-faults';
export * from './segment-rules';
export * from './segments';
export * from './stats';
export * from './team';
export * from './templates';
export * from './webhooks';

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'response' in value;
}

const modules = {
  auth,
  team,
  contacts,
  consent,
  imports,
  templates,
  'provider-templates': providerTemplates,
  connections,
  chats,
  messages,
  notes,
  'inbox-tools': inboxTools,
  assets,
  audience,
  campaigns,
  'campaign-message': campaignMessage,
  recipients,
  'recipient-lists': recipientLists,
  segments,
  credits,
  stats,
  webhooks,
  operations,
};

/** Every endpoint, with the feature (module name) it belongs to. */
export const endpoints: readonly (Endpoint & { feature: string })[] = Object.entries(modules).flatMap(
  ([feature, exports]) =>
    Object.values(exports)
      .filter(isEndpoint)
      .map((endpoint) => ({ ...endpoint, feature })),
);
