// The Graph API over HTTP: any version or none, the object by its id, the edge behind it, and refusals in Meta's one form.
import type { Answer, Call, Dialect } from '../http/router';
import type { World } from '../world';
import type { InstagramAccount, Page, PhoneNumber, Waba } from './assets';
import { GraphRefusal, refuse, refuseUnknownObject } from './errors';
import { answerMedia, downloadFile, uploadMedia } from './media/endpoints';
import { answerUpload, startUpload } from './media/resumable';
import {
  answerSubscription,
  findPerson,
  listConversations,
  readInstagram,
  readPage,
  readPerson,
} from './messenger/profile';
import { sendMessaging } from './messenger/send';
import { uploadAttachment } from './messenger/uploads';
import { authenticate, type GraphCall, isObject } from './request';
import {
  debugToken,
  exchangeInstagramToken,
  exchangeToken,
  listAccounts,
  readMe,
  refreshToken,
  resolveMe,
} from './token-endpoints';
import { answerWabaSubscription, listNumbers, readNumber, readWaba, register } from './whatsapp/numbers';
import { sendWhatsApp } from './whatsapp/send';
import { answerTemplate, createTemplate, deleteTemplates, listTemplates } from './whatsapp/templates';

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
  const given = { world, graph, call, body, query: call.query };
  if (first === 'oauth' && edge === 'access_token') return exchangeToken(given);
  const graphCall = { ...given, token: authenticate(graph, call, body) };
  if (first === 'debug_token') return debugToken(graphCall);
  if (first === 'access_token') return exchangeInstagramToken(graphCall);
  if (first === 'refresh_access_token') return refreshToken(graphCall);
  if (first.startsWith('upload:')) return answerUpload(graphCall, first);
  if (first === 'me' && edge === 'accounts') return listAccounts(graphCall);
  const id = first === 'me' ? resolveMe(graphCall) : first;
  return id === 'me' && edge === '' ? readMe(graphCall) : answerObject(graphCall, id, edge);
}

function answerObject(call: GraphCall, id: string, edge: string): Answer | Promise<Answer> {
  const { graph } = call;
  const route = `${call.call.method} ${edge}`.trim();
  const sender = graph.senders.get(id);
  if (sender?.kind === 'number') return answerNumber(call, sender, route);
  if (sender) return answerMessaging(call, sender, route);
  const waba = graph.wabas.get(id);
  if (waba) return answerWaba(call, waba, route);
  const template = [...graph.wabas.values()].map(({ templates }) => templates.get(id)).find(Boolean);
  if (template && (route === 'GET' || route === 'POST')) return answerTemplate(call, template);
  const app = graph.apps.get(id);
  if (app && route === 'POST uploads') return startUpload(call, app);
  const file = graph.files.find(id);
  if (file && !file.isHidden && edge === '') return answerMedia(call, file);
  const person = findPerson(call, id);
  if (person && route === 'GET') return readPerson(call, person);
  throw refuseUnknownObject(call.call.method, id);
}

function answerNumber(call: GraphCall, number: PhoneNumber, route: string): Answer | Promise<Answer> {
  switch (route) {
    case 'GET':
      return readNumber(call, number);
    case 'POST messages':
      return sendWhatsApp(call, number);
    case 'POST media':
      return uploadMedia(call, number);
    case 'POST register':
      return register(call, number, true);
    case 'POST deregister':
      return register(call, number, false);
    default:
      throw refuseUnknownObject(call.call.method, number.id);
  }
}

function answerWaba(call: GraphCall, waba: Waba, route: string): Answer | Promise<Answer> {
  switch (route) {
    case 'GET':
      return readWaba(call, waba);
    case 'GET message_templates':
      return listTemplates(call, waba);
    case 'POST message_templates':
      return createTemplate(call, waba);
    case 'DELETE message_templates':
      return deleteTemplates(call, waba);
    case 'GET phone_numbers':
      return listNumbers(call, waba);
    case 'GET subscribed_apps':
    case 'POST subscribed_apps':
    case 'DELETE subscribed_apps':
      return answerWabaSubscription(call, waba);
    default:
      throw refuseUnknownObject(call.call.method, waba.id);
  }
}

function answerMessaging(call: GraphCall, sender: Page | InstagramAccount, route: string): Answer | Promise<Answer> {
  switch (route) {
    case 'GET':
      return sender.kind === 'page' ? readPage(call, sender) : readInstagram(call, sender);
    case 'POST messages':
      return sendMessaging(call, sender);
    case 'POST message_attachments':
      return uploadAttachment(call, sender);
    case 'GET conversations':
      return listConversations(call, sender);
    case 'GET subscribed_apps':
    case 'POST subscribed_apps':
    case 'DELETE subscribed_apps':
      return answerSubscription(call, sender);
    default:
      throw refuseUnknownObject(call.call.method, sender.id);
  }
}
