// The one list of routes, jobs, sweeps and event subscribers. Start-up fails when an endpoint or job has zero or two handlers.
import type { Endpoint } from '@parley/contract';
import { assetsFeature } from './features/assets';
import { authFeature } from './features/auth';
import { campaignsFeature } from './features/campaigns';
import { chatsFeature } from './features/chats';
import { connectionsFeature } from './features/connections';
import { consentFeature } from './features/consent';
import { contactsFeature } from './features/contacts';
import { creditsFeature } from './features/credits';
import { importsFeature } from './features/imports';
import { inboxToolsFeature } from './features/inbox-tools';
import { messagesFeature } from './features/messages';
import { notesFeature } from './features/notes';
import { operationsFeature } from './features/operations';
import { outboxFeature } from './features/outbox';
import { providerTemplatesFeature } from './features/provider-templates';
import { recipientListsFeature } from './features/recipient-lists';
import { segmentsFeature } from './features/segments';
import { statsFeature } from './features/stats';
import { teamFeature } from './features/team';
import { templatesFeature } from './features/templates';
import { webhooksInFeature } from './features/webhooks-in';
import type { Feature } from './platform/feature';

export const features: readonly Feature[] = [
  authFeature,
  teamFeature,
  contactsFeature,
  segmentsFeature,
  recipientListsFeature,
  consentFeature,
  importsFeature,
  connectionsFeature,
  chatsFeature,
  messagesFeature,
  notesFeature,
  inboxToolsFeature,
  assetsFeature,
  providerTemplatesFeature,
  templatesFeature,
  campaignsFeature,
  outboxFeature,
  creditsFeature,
  webhooksInFeature,
  statsFeature,
  operationsFeature,
];

/**
 * Compares what the contract declares with what the features bind.
 * @returns one line per endpoint without a handler, with two, or bound but not declared; empty when all is well
 */
export function findRegistryFaults(endpoints: readonly Endpoint[], of: readonly Feature[] = features): string[] {
  const bound = of.flatMap((feature) => (feature.bindings ?? []).map((binding) => binding.endpoint.name));
  const declared = endpoints.map((endpoint) => endpoint.name);
  const twice = (names: string[]) => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  return [
    ...declared
      .filter((name) => !bound.includes(name))
      .map((name) => `${name}: declared in the contract but bound to no handler`),
    ...bound
      .filter((name) => !declared.includes(name))
      .map((name) => `${name}: bound but not declared in the contract`),
    ...twice(bound).map((name) => `${name}: bound twice`),
    ...twice(declared).map((name) => `${name}: declared twice`),
  ];
}

/** Job kinds with two handlers. */
export function findJobFaults(names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name}: two job handlers`);
}
