// The door of auth: what other rooms may use.
import type { Feature } from '../../platform/feature';
import type { Authenticate } from '../../platform/http/route';
import type { Parts } from '../../platform/parts';

export const authFeature: Feature = { name: 'auth' };

export function createAuthenticate(_parts: Parts): Authenticate {
  return async () => {
    throw new Error('Not built yet');
  };
}
