// Tokens of Facebook: what the app's own token tells of one, and a longer-lived one for it.
import { ChannelError, type LineCheck } from '../channel';
import { countOf, fieldsOf, idOf, recordsOf, textOf } from '../foreign';
import type { GraphClient } from './client';
import { GraphError } from './errors';

export type TokenCheck = Pick<LineCheck, 'reason' | 'tokenExpiresAt' | 'problems'>;

const nothingKnown: TokenCheck = { reason: null, tokenExpiresAt: null, problems: [] };

/**
 * Looks a token up. Without an app id, or when Meta will not tell, nothing is known and nothing is held against it.
 * @param scopes each entry is a permission, or several of which one is enough
 * @param assetIds one of them must be among those the token was given for
 * @throws GraphError when Meta cannot be reached
 */
export async function inspectToken(
  client: GraphClient,
  token: string,
  scopes: readonly (readonly string[])[],
  assetIds: readonly string[],
): Promise<TokenCheck> {
  const { appId, appSecret } = client;
  if (!appId || !appSecret) return nothingKnown;
  let data: Record<string, unknown>;
  try {
    const query = { input_token: token };
    data = fieldsOf((await client.ask('GET', '/debug_token', { token: `${appId}|${appSecret}`, query })).data);
  } catch (error) {
    if (error instanceof GraphError && error.kind === 'refused' && !error.isTransient)
      return { ...nothingKnown, problems: [`The token could not be looked up: ${error.detail}`] };
    throw error;
  }
  const tokenExpiresAt = readExpiry([data.expires_at, data.data_access_expires_at]);
  const faulty = (reason: TokenCheck['reason'], problem: string) => ({ reason, tokenExpiresAt, problems: [problem] });
  if (data.is_valid !== true)
    return faulty('token_invalid', textOf(fieldsOf(data.error).message, 300) ?? 'The token is not valid');
  if (idOf(data.app_id) !== appId) return faulty('token_invalid', 'The token belongs to another app');
  const granted = new Set(Array.isArray(data.scopes) ? data.scopes : []);
  const missing = scopes.filter((choices) => !choices.some((scope) => granted.has(scope)));
  if (missing.length > 0)
    return faulty('permissions_missing', `Missing: ${missing.map(([scope]) => scope).join(', ')}`);
  // Without targets a permission holds for everything of the user's.
  const narrowed = recordsOf(data.granular_scopes).filter(
    ({ scope, target_ids: targets }) => scopes.flat().some((one) => one === scope) && Array.isArray(targets),
  );
  const isGiven = narrowed.every(
    ({ target_ids: targets }) => Array.isArray(targets) && assetIds.some((id) => targets.map(String).includes(id)),
  );
  if (!isGiven) return faulty('permissions_missing', 'The token was not given for this number, page or account');
  return { reason: null, tokenExpiresAt, problems: [] };
}

/** The earliest of several ends in unix seconds; 0 means never. */
function readExpiry(ends: readonly unknown[]): Date | null {
  const seconds = ends.flatMap((end) => countOf(end) || []);
  return seconds.length > 0 ? new Date(Math.min(...seconds) * 1000) : null;
}

/** A token of some sixty days for one that still works. @throws GraphError, ChannelError when the installation has no app id */
export async function exchangeToken(client: GraphClient, token: string) {
  const { appId, appSecret } = client;
  if (!appId || !appSecret) throw new ChannelError('refused', 'Renewing tokens needs META_APP_ID');
  const query = {
    grant_type: 'fb_exchange_token',
    client_id: appId,
    client_secret: appSecret,
    fb_exchange_token: token,
  };
  return readRenewed(await client.ask('GET', '/oauth/access_token', { token: `${appId}|${appSecret}`, query }));
}

/** @throws GraphError when the answer has no token */
export function readRenewed(answer: Record<string, unknown>): { accessToken: string; expiresAt: Date | null } {
  const accessToken = textOf(answer.access_token, 2000);
  if (!accessToken) throw new GraphError('unclear', 'The answer carried no token');
  const seconds = countOf(answer.expires_in);
  return { accessToken, expiresAt: seconds ? new Date(Date.now() + seconds * 1000) : null };
}
