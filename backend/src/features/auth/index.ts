// The door of auth: what other rooms may use.
import type { Feature } from '../../platform/feature';
import { authBindings } from './routes';

export const authFeature: Feature = { name: 'auth', bindings: authBindings };

export { createUser } from './actions/create-user';
export { wrongCredentials } from './actions/login';
export { revokeSessions } from './actions/revoke-sessions';
export { actorOfSession, createAuthenticate } from './authenticate';
export { guardAttempt } from './lockout';
export { hashPassword, isPassword } from './passwords';
export { checkPlace } from './places';
export { findAccount } from './queries';
export { withCookie } from './refresh-cookie';
export { openSession, toSignedIn } from './sessions';
export { redeemTicket } from './ws-tickets';
