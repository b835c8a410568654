// The Evolution API over HTTP: finds the endpoint, checks in the server's own order, and writes refusals its way.
import type { Answer, Call, Dialect } from '../http/router';
import type { World } from '../world';
import { createFromBody, fetchInstances } from './create-instance';
import type { EvolutionCall, InstanceEndpoint } from './endpoint';
import { chatEndpoints } from './endpoints-chat';
import { instanceEndpoints } from './endpoints-instance';
import { mediaEndpoints } from './endpoints-media';
import { sendEndpoints } from './endpoints-send';
import { settingsEndpoints } from './endpoints-settings';
import { Refusal, refuse, refuseKey, refuseUnknownInstance } from './errors';
import { readText, toBody } from './schema';

/** Version the sandbox speaks. */
export const EVOLUTION_VERSION = '2.3.7';

export function createEvolutionDialect(world: World): Dialect {
  const endpoints = new Map<string, InstanceEndpoint>(
    Object.entries({
      ...sendEndpoints,
      ...mediaEndpoints,
      ...chatEndpoints,
      ...instanceEndpoints,
      ...settingsEndpoints,
    }),
  );
  return async (call) => {
    try {
      return await answerCall(world, endpoints, call);
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body };
      const message = error instanceof Error ? error.message : String(error);
      return { status: 500, body: refuse(500, message).body };
    }
  };
}

function answerCall(world: World, endpoints: Map<string, InstanceEndpoint>, call: Call): Answer | Promise<Answer> {
  // The body parser runs before every check; its refusals carry a label that does not match their status.
  if (call.brokenBody !== undefined) throw refuse(400, call.brokenBody, 'Internal Server Error');
  const secondSlash = call.path.indexOf('/', 1);
  const thirdSlash = secondSlash < 0 ? -1 : call.path.indexOf('/', secondSlash + 1);
  if (thirdSlash < 0) return answerServerCall({ world, call, body: toBody(call.body) });
  const endpoint = endpoints.get(`${call.method} ${call.path.slice(0, thirdSlash)}`);
  if (endpoint === undefined) throw refuseRoute(call);
  const name = decodeURIComponent(call.path.slice(thirdSlash + 1));
  const instance = world.instances.get(name);
  if (instance === undefined) throw refuseUnknownInstance(name);
  const key = call.request.headers.apikey;
  if (key !== world.apiKey && key !== instance.token) throw refuseKey();
  return endpoint({ world, call, body: toBody(call.body) }, instance);
}

function answerServerCall(evolutionCall: EvolutionCall): Answer | Promise<Answer> {
  const { world, call, body } = evolutionCall;
  const key = call.request.headers.apikey;
  switch (`${call.method} ${call.path}`) {
    case 'GET /':
      return { status: 200, body: describeServer(world) };
    case 'POST /verify-creds':
      if (key !== world.apiKey) throw refuseKey();
      return {
        status: 200,
        body: {
          status: 200,
          message: 'Credentials are valid',
          facebookAppId: null,
          facebookConfigId: null,
          facebookUserToken: null,
        },
      };
    case 'POST /instance/create': {
      const name = readText(body, 'instanceName');
      if (world.instances.has(name)) throw refuse(403, [`This name "${name}" is already in use.`]);
      if (key !== world.apiKey) throw refuseKey();
      return createFromBody(evolutionCall);
    }
    case 'GET /instance/fetchInstances':
      return fetchInstances(evolutionCall, typeof key === 'string' ? key : '');
    default:
      throw refuseRoute(call);
  }
}

function describeServer(world: World) {
  return {
    status: 200,
    message: 'Welcome to the Evolution API, it is working!',
    version: EVOLUTION_VERSION,
    clientName: 'sandbox',
    documentation: `${world.publicUrl}/phone`,
    whatsappWebVersion: '2.3000.1023204200',
  };
}

function refuseRoute(call: Call): Refusal {
  return refuse(404, [`Cannot ${call.method} ${call.url}`]);
}
