// The door of operations: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const operationsFeature: Feature = { name: 'operations' };
