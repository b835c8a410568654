// One call to the Graph API: its token, its body, and what it may touch.
import { createHmac } from 'node:crypto';
import type { Answer, Call } from '../http/router';
import type { World } from '../world';
import type { Sender } from './assets';
import { refuse, refuseParameter, refusePermission, refuseUnknownObject } from './errors';
import type { Graph } from './graph';
import { readToken, type Token } from './tokens';

export type Body = Record<string, unknown>;

export interface GraphCall {
  world: World;
  graph: Graph;
  call: Call;
  token: Token;
  body: Body;
  query: URLSearchParams;
}

export type GraphEndpoint = (call: GraphCall) => Answer | Promise<Answer>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const SUCCESS: Answer = { status: 200, body: { success: true } };

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a string that is not empty. */
export function readText(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Ids are given as text or as numbers. */
export function readId(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'number' ? String(value) : readText(body, name);
}

/** The token of the `Authorization` header, of the query or of the body. @throws GraphRefusal 190 */
export function authenticate(graph: Graph, { request, query }: Call, body: Body): Token {
  const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const given = bearer ?? query.get('access_token') ?? readText(body, 'access_token');
  const token = readToken(graph.tokens, graph.apps, given);
  const proof = query.get('appsecret_proof') ?? readText(body, 'appsecret_proof');
  if (proof !== undefined && proof !== proveToken(graph, token)) {
    throw refuse(100, 'Invalid appsecret_proof provided in the API argument', { type: 'GraphMethodException' });
  }
  return token;
}

/** Hex HMAC-SHA256 of the token under the app's secret: proof that the caller is the app. */
function proveToken({ apps }: Graph, { value, appId }: Token): string {
  return createHmac('sha256', apps.get(appId)?.secret ?? '')
    .update(value)
    .digest('hex');
}

/** @throws GraphRefusal 100/33 when the token may not see the object, 10 when it lacks every one of the permissions */
export function requireAccess({ token, call }: GraphCall, id: string, scopes: string[] = []): void {
  if (!token.targets.has(id)) throw refuseUnknownObject(call.method, id);
  const [first] = scopes;
  if (first !== undefined && !scopes.some((scope) => token.scopes.includes(scope))) throw refusePermission(first);
}

/** Permission to send from each kind of sender; any one is enough. */
export const SEND_SCOPES: Record<Sender['kind'], string[]> = {
  number: ['whatsapp_business_messaging'],
  page: ['pages_messaging'],
  instagram: ['instagram_business_manage_messages', 'instagram_manage_messages'],
};

/** The fields asked for, in their order; `otherwise` when none are named. */
export function pickFields(object: Body, query: URLSearchParams, otherwise: string[]): Body {
  const asked = query
    .get('fields')
    ?.split(',')
    .map((field) => field.trim().replace(/[.{(].*$/, ''));
  const picked: Body = {};
  for (const field of asked ?? otherwise) if (object[field] !== undefined) picked[field] = object[field];
  return { ...picked, id: object.id };
}

/** @throws GraphRefusal 100 when it is missing */
export function requireText(body: Body, name: string): string {
  const value = readText(body, name);
  if (value === undefined) throw refuseParameter(`The parameter ${name} is required.`);
  return value;
}
