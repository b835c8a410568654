// The endpoints of one instance's life: connect, state, restart, logout, delete, presence.

import { emit } from './emit';
import { type InstanceEndpoints, requireOpen } from './endpoint';
import { refuse, refuseSchema } from './errors';
import type { Instance } from './instances';
import { endLink, loseLink, startLink } from './link';
import { findFaults } from './schema';

export const PRESENCES = ['unavailable', 'available', 'composing', 'recording', 'paused'] as const;

export const instanceEndpoints: InstanceEndpoints = {
  'GET /instance/connect': async ({ world, call }, instance) => {
    if (instance.state === 'open') return { status: 200, body: describeState(instance) };
    if (instance.state === 'connecting') return { status: 200, body: describeQr(instance) };
    const wasLoggedOut = instance.loggedOut;
    const started = startLink(world, instance, call.query.get('number')?.replace(/\D/g, '') || instance.number);
    // After a logout the real server answers before its first QR; the webhook and the next call bring it.
    if (wasLoggedOut) return { status: 200, body: { count: 0 } };
    await started;
    return { status: 200, body: describeQr(instance) };
  },

  'GET /instance/connectionState': (_call, instance) => ({ status: 200, body: describeState(instance) }),

  'POST /instance/restart': ({ world }, instance) => {
    if (instance.state === 'close') return { status: 200, body: { error: true, message: '[object Object]' } };
    if (instance.state === 'connecting') return { status: 200, body: describeQr(instance) };
    const body = describeState(instance);
    loseLink(world, instance, world.timings.reconnectMs);
    return { status: 200, body };
  },

  'DELETE /instance/logout': ({ world }, instance) => {
    if (instance.state === 'close') throw refuse(400, [`The "${instance.name}" instance is not connected`]);
    endLink(world, instance, 401);
    return { status: 200, body: { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } } };
  },

  'DELETE /instance/delete': ({ world }, instance) => {
    const tellDeleted = () => {
      emit(world, instance, 'instance.delete', { instanceName: instance.name, instanceId: instance.id });
      emit(world, instance, 'remove.instance', null);
    };
    if (instance.state === 'close') tellDeleted();
    else endLink(world, instance, 401, tellDeleted);
    instance.attempt++;
    world.instances.delete(instance.name);
    world.remember();
    return { status: 200, body: { status: 'SUCCESS', error: false, response: { message: 'Instance deleted' } } };
  },

  'POST /instance/setPresence': ({ body }, instance) => {
    const faults = findFaults(body, { presence: { type: 'string', required: true, oneOf: PRESENCES } });
    if (faults.length > 0) throw refuseSchema(faults);
    requireOpen(instance, 'sendPresenceUpdate');
    return { status: 201, body: { presence: body.presence } };
  },
};

function describeState(instance: Instance) {
  return { instance: { instanceName: instance.name, state: instance.state } };
}

function describeQr(instance: Instance) {
  return instance.qr ?? { count: instance.qrCount };
}
