// The door of contacts: what other rooms may use.
import type { Feature } from '../../platform/feature';

export const contactsFeature: Feature = { name: 'contacts' };
