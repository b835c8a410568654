// The only declaration of endpoints, events, permissions and errors.
import * as auth from './auth';
import * as campaigns from './campaigns';
import * as chats from './chats';
import * as connections from './connections';
import * as contacts from './contacts';
import type { Endpoint } from './core';
import * as credits from './credits';
import * as imports from './imports';
import * as messages from './messages';
import * as operations from './operations';
import * as recipients from './recipients';
import * as stats from './stats';
import * as team from './team';
import * as templates from './templates';
import * as webhooks from './webhooks';

export * from './auth';
export * from './campaigns';
export * from './chats';
export * from './connections';
export * from './contacts';
export * from './core';
export * from './credits';
export * from './errors';
export * from './events';
export * from './imports';
export * from './messages';
export * from './operations';
export * from './permissions';
export * from './recipients';
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
  imports,
  templates,
  connections,
  chats,
  messages,
  campaigns,
  recipients,
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
