// The door of operations: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { housekeeping } from './housekeeping';
import { operationsBindings } from './routes';

export const operationsFeature: Feature = {
  name: 'operations',
  bindings: operationsBindings,
  sweeps: (parts) => [housekeeping(parts)],
};
