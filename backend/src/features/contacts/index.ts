// The door of contacts: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { contactSubscribers } from './live';
import { contactBindings } from './routes';

export { demandOwner } from './actions/checks';
export { type ConsentEntry, recordConsent } from './consent';
export { searchSql } from './filter';
export { firstNameOf } from './names';
export { maySee, ownerByDefault, type Viewer, visibleContactsSql } from './policy';
export { countryOfTenant, isActiveMember } from './queries';
export { type Person, type Resolved, resolveContacts } from './resolve';

export const contactsFeature: Feature = {
  name: 'contacts',
  bindings: contactBindings,
  subscribers: contactSubscribers,
};
