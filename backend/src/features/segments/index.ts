// The door of segments: kept filters over contacts.
import type { Feature } from '../../platform/feature';
import { segmentSubscribers } from './live';
import { segmentBindings } from './routes';

export const segmentsFeature: Feature = {
  name: 'segments',
  bindings: segmentBindings,
  subscribers: segmentSubscribers,
};
