// Tokens: testing one, exchanging and refreshing it, and whom it speaks for.
import type { Answer } from '../http/router';
import { refuse, refuseParameter, refuseToken, refuseUnknownObject } from './errors';
import { createToken } from './ids';
import { type GraphCall, ok, pickFields, readText } from './request';
import { findTokenFault, nowSeconds, readToken, type Token } from './tokens';

/** About 60 days. */
const LONG_LIFE_SECONDS = 5_183_944;
/** Instagram refreshes only what is at least a day old. */
const REFRESH_AFTER_SECONDS = 86_400;

/** GET /debug_token?input_token=… with the app's token. */
export function debugToken({ graph, token: caller, query }: GraphCall): Answer {
  if (caller.type !== 'APP')
    throw refuse(100, 'You must provide an app access token, or a user access token of a developer of the app');
  const token = graph.tokens.get(query.get('input_token') ?? '');
  if (token === undefined) {
    const error = { code: 190, message: 'Malformed access token' };
    return ok({ data: { error, is_valid: false, scopes: [] } });
  }
  const fault = findTokenFault(token);
  const targets = [...token.targets];
  return ok({
    data: {
      app_id: token.appId,
      type: token.type === 'INSTAGRAM' ? 'USER' : token.type,
      application: 'Sandbox app',
      is_valid: fault === null,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
      data_access_expires_at: token.dataAccessExpiresAt,
      scopes: token.scopes,
      granular_scopes: token.scopes.map((scope) => ({ scope, target_ids: targets })),
      ...(token.type === 'PAGE' && { profile_id: targets[0] }),
      user_id: 'U1',
      ...(fault && { error: { code: 190, subcode: fault.subcode, message: fault.message } }),
    },
  });
}

/** GET /oauth/access_token?grant_type=fb_exchange_token: a long-lived token for a working one. No token of its own. */
export function exchangeToken({ graph, query, body }: Omit<GraphCall, 'token'>): Answer {
  const read = (name: string) => query.get(name) ?? readText(body, name);
  const app = graph.apps.get(read('client_id') ?? '');
  if (app === undefined || app.secret !== read('client_secret'))
    throw refuse(1, 'Error validating client secret.', { status: 400 });
  if (read('grant_type') !== 'fb_exchange_token')
    throw refuseParameter('Only grant_type fb_exchange_token is known here.');
  const token = readToken(graph.tokens, graph.apps, read('fb_exchange_token'));
  return ok(renew(graph.tokens, token, createToken('EAAB')));
}

/** GET /access_token?grant_type=ig_exchange_token: sixty days for an Instagram token of an hour. */
export function exchangeInstagramToken({ graph, token, query }: GraphCall): Answer {
  if (query.get('grant_type') !== 'ig_exchange_token') throw refuseParameter('grant_type must be ig_exchange_token');
  if (graph.apps.get(token.appId)?.secret !== query.get('client_secret'))
    throw refuse(1, 'Error validating client secret.');
  return ok(renew(graph.tokens, token, createToken('IGAA')));
}

/** GET /refresh_access_token?grant_type=ig_refresh_token: sixty days more for a token that is a day old and works. */
export function refreshToken({ graph, token, query }: GraphCall): Answer {
  if (query.get('grant_type') !== 'ig_refresh_token') throw refuseParameter('grant_type must be ig_refresh_token');
  if (token.type !== 'INSTAGRAM')
    throw refuseToken(undefined, 'Invalid OAuth access token - Cannot parse access token');
  if (nowSeconds() - token.issuedAt < REFRESH_AFTER_SECONDS)
    throw refuse(100, 'The access token is less than 24 hours old');
  return ok(renew(graph.tokens, token, createToken('IGAA')));
}

/** The old token goes on working until its own end. */
function renew(tokens: Map<string, Token>, token: Token, value: string) {
  const now = nowSeconds();
  tokens.set(value, {
    ...token,
    value,
    targets: new Set(token.targets),
    issuedAt: now,
    expiresAt: now + LONG_LIFE_SECONDS,
  });
  return { access_token: value, token_type: 'bearer', expires_in: LONG_LIFE_SECONDS };
}

/** The id behind `/me`: the Page, the Instagram account, or a user with no further face. */
export function resolveMe({ token, graph }: GraphCall): string {
  const kind = { PAGE: 'page', INSTAGRAM: 'instagram' }[String(token.type)];
  for (const id of token.targets) if (graph.senders.get(id)?.kind === kind) return id;
  return 'me';
}

/** GET /me of a person's or a system user's token. */
export function readMe({ query }: GraphCall): Answer {
  return ok(pickFields({ id: 'U1', name: 'Sandbox user' }, query, ['id', 'name']));
}

/** GET /me/accounts: the Pages of a person, each with its own token. */
export function listAccounts(call: GraphCall): Answer {
  const { graph, token } = call;
  if (token.type === 'PAGE' || token.type === 'INSTAGRAM') throw refuseUnknownObject('GET', 'accounts');
  const data = [];
  for (const id of token.targets) {
    const page = graph.senders.get(id);
    if (page?.kind !== 'page') continue;
    const own = [...graph.tokens.values()].find(({ type, targets }) => type === 'PAGE' && targets.has(id));
    data.push({ id, name: page.name, access_token: own?.value, tasks: ['MESSAGING', 'MANAGE'] });
  }
  return ok({ data, paging: {} });
}
