// The Graph API over HTTP: any version or none, the object by its id, the edge behind it, and refusals in Meta's one form.
import type { Answer, Call, Dialect } from '../http/router';
import type { World } from '../world';
import { GraphRefusal, refuse, refuseUnknownObject } from './errors';
import { answerMedia, downloadFile, uploadMedia } from './media/endpoints';
import { authenticate, type GraphCall, isObject } from './request';
import { answerWabaSubscription, listNumbers, readNumber, readWaba, register } from './whatsapp/numbers';
import { sendWhatsApp } from './whatsapp/send';

/** `/graph/v25.0/…` and `/graph/…` */
const PATH = /^\/graph(?:\/v\d+\.\d+)?\/([^/]+)(?:\/([^/]+))?$/;

export function createGraphDialect(world: World): Dialect {
  return async (call) => {
    try {
      return await answerCall(world, call);
    } catch (error) {
      if (error instanceof GraphRefusal) return { status: error.status, body: { error: error.error } };
      throw error;
    }
  };
}

async function answerCall(world: World, call: Call): Promise<Answer> {
  const [, first = '', edge = ''] = PATH.exec(call.path) ?? [];
  if (first === 'lookaside' || first === 'cdn') return downloadFile(world, call, first, edge);
  if (call.brokenBody !== undefined) throw refuse(100, 'Invalid parameter: the body is not readable');
  const body = isObject(call.body) ? call.body : { ...call.multipart?.fields };
  const { graph } = world;
  const token = authenticate(graph, call, body);
  return answerObject({ world, graph, call, token, body, query: call.query }, first, edge);
}

function answerObject(call: GraphCall, id: string, edge: string): Answer | Promise<Answer> {
  const { method } = call.call;
  const { graph } = call;
  const sender = graph.senders.get(id);
  const waba = graph.wabas.get(id);
  const file = graph.files.find(id);
  const route = `${method} ${edge}`.trim();
  if (sender?.kind === 'number') {
    if (route === 'GET') return readNumber(call, sender);
    if (route === 'POST messages') return sendWhatsApp(call, sender);
    if (route === 'POST media') return uploadMedia(call, sender);
    if (route === 'POST register') return register(call, sender, true);
    if (route === 'POST deregister') return register(call, sender, false);
  }
  if (waba) {
    if (route === 'GET') return readWaba(call, waba);
    if (route === 'GET phone_numbers') return listNumbers(call, waba);
    if (edge === 'subscribed_apps') return answerWabaSubscription(call, waba);
  }
  if (file && !file.isHidden && edge === '') return answerMedia(call, file);
  throw refuseUnknownObject(method, id);
}
