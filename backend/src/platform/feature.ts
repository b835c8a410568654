// What a feature contributes to the process: routes, jobs, sweeps and event subscribers.
import type { Binding } from './http/context';
import type { Parts } from './parts';
import type { EventSubscriber } from './publisher';
import type { JobHandler, Sweep } from './queues';

export interface Feature {
  name: string;
  bindings?: readonly Binding[];
  jobs?: (parts: Parts) => readonly JobHandler[];
  sweeps?: (parts: Parts) => readonly Sweep[];
  subscribers?: (parts: Parts) => readonly EventSubscriber[];
}
