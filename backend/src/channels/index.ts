// The door of channels: which channels this installation has. Connections to gateways are kept per process and configuration.
import type { Channel as ChannelKind } from '@parley/contract';
import { channels as channelKinds } from '@parley/contract';
import type { Config } from '../platform/config';
import { createGuardedFetch } from '../platform/guarded-fetch';
import { capabilitiesOf } from './capabilities';
import type { Channel } from './channel';
import { createEvolutionClient } from './evolution/client';
import { createEvolutionGateway, type EvolutionGateway } from './evolution/gateway';
import { createEvolutionChannel } from './evolution/send';
import { createInstagramChannel } from './instagram/channel';
import { createMessengerChannel } from './messenger/channel';
import { createGraphClient, type GraphClient } from './meta/client';
import { createWhatsAppCloudChannel } from './whatsapp-cloud/channel';

export type ChannelRegistry = Record<ChannelKind, Channel>;

interface Opened {
  channels: ChannelRegistry;
  evolution: EvolutionGateway | undefined;
  graph: GraphClient | undefined;
}

const opened = new WeakMap<Config, Opened>();

/** The channel of a connection. @throws Error for a name that is no channel */
export function channelOf(config: Config, kind: string): Channel {
  const known = channelKinds.find((one) => one === kind);
  if (!known) throw new Error(`There is no channel ${kind}`);
  return createChannels(config)[known];
}

/** All channels, opened once per configuration. */
export function createChannels(config: Config): ChannelRegistry {
  return open(config).channels;
}

/** Where numbers are created and connected; undefined when the installation has no Evolution server. */
export function evolutionGateway(config: Config): EvolutionGateway | undefined {
  return open(config).evolution;
}

/** Meta's Graph API, for what is not a verb of channels (templates); undefined when the installation has no Meta app. */
export function graphClient(config: Config): GraphClient | undefined {
  return open(config).graph;
}

function open(config: Config): Opened {
  const known = opened.get(config);
  if (known) return known;
  const client = config.evolution ? createEvolutionClient(config.evolution) : undefined;
  const guardedFetch = createGuardedFetch(config);
  const graph = config.meta ? createGraphClient(config.meta) : undefined;
  const fresh: Opened = {
    channels: {
      whatsapp_evolution: createEvolutionChannel(client),
      whatsapp_cloud: graph ? createWhatsAppCloudChannel(graph) : absent('whatsapp_cloud'),
      messenger: graph ? createMessengerChannel(graph, guardedFetch) : absent('messenger'),
      instagram: graph ? createInstagramChannel(graph, guardedFetch) : absent('instagram'),
    },
    evolution: client ? createEvolutionGateway(client) : undefined,
    graph,
  };
  opened.set(config, fresh);
  return fresh;
}

/** A channel whose provider is not configured: what is queued for it waits. */
function absent(kind: ChannelKind): Channel {
  return {
    kind,
    capabilities: capabilitiesOf[kind],
    send: async () => ({
      ok: false,
      kind: 'not_connected',
      code: 'not_connected',
      detail: 'This channel is not available in this installation',
    }),
  };
}
