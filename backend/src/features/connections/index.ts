// The door of connections: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { connectionJobs, connectionSweeps } from './jobs';
import { connectionSubscribers } from './live';
import { connectionBindings } from './routes';

export { viewerOf as connectionViewer, visibleSql as connectionVisibleSql } from './access';
export { startConnecting } from './actions/connect';
export { createConnection } from './actions/create';
export { type ReachableConnection, readChannelConnection } from './channel-connection';
export { applyConnectionEvents } from './line';
export {
  type ConnectionRow as SendingConnection,
  findConnection as loadConnection,
  findVisible as loadVisibleConnection,
} from './queries';
export { applyLineReport, noteHeard } from './reports';

export const connectionsFeature: Feature = {
  name: 'connections',
  bindings: connectionBindings,
  jobs: connectionJobs,
  sweeps: connectionSweeps,
  subscribers: connectionSubscribers,
};
