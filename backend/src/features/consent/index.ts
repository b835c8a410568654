// The door of consent: who may be written to, on what evidence.
import type { Feature } from '../../platform/feature';
import { consentSubscribers } from './live';
import { consentBindings } from './routes';

export { confirmConsent } from './confirm';
export { hearConsent } from './hear';

export const consentFeature: Feature = { name: 'consent', bindings: consentBindings, subscribers: consentSubscribers };
