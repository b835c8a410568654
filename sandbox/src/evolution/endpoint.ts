// What an Evolution endpoint is: a function of one call, and for most of them of one instance.
import type { Answer, Call } from '../http/router';
import type { World } from '../world';
import { refuseClosedSocket, refuseMissingSocket } from './errors';
import type { Instance } from './instances';
import type { Body } from './schema';

export interface EvolutionCall {
  world: World;
  call: Call;
  body: Body;
}

/** An endpoint of one instance: `POST /message/sendText/{instance}`. */
export type InstanceEndpoint = (call: EvolutionCall, instance: Instance) => Answer | Promise<Answer>;

/** Endpoints by `METHOD /group/action`. */
export type InstanceEndpoints = Record<string, InstanceEndpoint>;

/** @throws Refusal 500 when the link is not open; `property` is what the real server would trip over without a socket. */
export function requireOpen(instance: Instance, property = 'onWhatsApp'): void {
  if (!instance.hasSocket) throw refuseMissingSocket(property);
  if (instance.state !== 'open') throw refuseClosedSocket();
}
