// The door of contacts: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { contactSubscribers } from './live';
import { profileJobs } from './profile';
import { contactBindings } from './routes';

export { aboutPeople } from './about-people';
export { demandOwner } from './actions/checks';
export { type ConsentChange, type NewConsent, recordConsent, recordConsents } from './consent';
export { filterSql } from './filter';
export { type KnownAddress, moveAddress } from './move-address';
export { firstNameOf, wholeNameOf } from './names';
export { maySee, ownerByDefault, type Viewer, visibleContactsSql } from './policy';
export { ringProfile } from './profile';
export { countryOfTenant, findContact, isActiveMember } from './queries';
export { addressSql, countReach, inReviewSql, leftOutSql, usualChannel } from './reach';
export { type HiddenKind, type Person, type Resolved, resolveContacts } from './resolve';
export { findScoped, resolveScoped } from './resolve-scoped';
export { rulesSql } from './rules';
export { searchSql } from './search';
export { demandSegment, type FoundSegment, findSegments } from './segment';

export const contactsFeature: Feature = {
  name: 'contacts',
  bindings: contactBindings,
  jobs: profileJobs,
  subscribers: contactSubscribers,
};
