// The door of team: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { teamSubscribers } from './live';
import { teamBindings } from './routes';

export const teamFeature: Feature = { name: 'team', bindings: teamBindings, subscribers: teamSubscribers };
