// Whether an Instagram account works: its token names it, has the permissions, and its webhooks reach us.
import type { LineCheck } from '../channel';
import { idOf, textOf } from '../foreign';
import type { MetaLine } from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import { checkLine, checkSubscription, unusable } from '../meta/line-check';
import { inspectToken } from '../meta/tokens';
import { hostOf } from './set-up';

const scopes = [['instagram_manage_messages', 'instagram_business_manage_messages']];

/** @throws GraphError when Meta cannot be reached */
export function checkAccount(client: GraphClient, { token, externalId }: MetaLine): Promise<LineCheck> {
  return hostOf(token) === 'instagram'
    ? checkDirectly(client, token, externalId)
    : checkThroughPage(client, token, externalId);
}

function checkDirectly(client: GraphClient, token: string, externalId: string): Promise<LineCheck> {
  const host = 'instagram';
  return checkLine(async () => {
    const account = await client.ask('GET', '/me', { token, host, query: { fields: 'user_id,username' } });
    const displayName = textOf(account.username, 200) ?? null;
    if (idOf(account.user_id) !== externalId && idOf(account.id) !== externalId)
      return {
        ...unusable,
        reason: 'token_invalid',
        displayName,
        problems: [`The token is not this account's: it belongs to ${displayName ?? 'somebody else'}`],
      };
    const reason = await checkSubscription(client, `/${externalId}/subscribed_apps`, { token, host });
    return { ...unusable, usable: true, reason, displayName };
  });
}

function checkThroughPage(client: GraphClient, token: string, externalId: string): Promise<LineCheck> {
  return checkLine(async () => {
    const account = await client.ask('GET', `/${externalId}`, { token, query: { fields: 'id,username' } });
    const displayName = textOf(account.username, 200) ?? null;
    const { reason, tokenExpiresAt, problems } = await inspectToken(client, token, scopes, [externalId]);
    const subscription = await checkSubscription(client, '/me/subscribed_apps', { token });
    return {
      ...unusable,
      usable: reason === null,
      reason: reason ?? subscription,
      displayName,
      tokenExpiresAt,
      problems,
    };
  });
}
