// Whether a page works: its token names it, has the permissions, and its webhooks reach us.
import type { LineCheck } from '../channel';
import { idOf, textOf } from '../foreign';
import type { MetaLine } from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import { checkLine, checkSubscription, unusable } from '../meta/line-check';
import { inspectToken } from '../meta/tokens';

const scopes = [['pages_messaging'], ['pages_manage_metadata']];

/** @throws GraphError when Meta cannot be reached */
export function checkPage(client: GraphClient, { token, externalId }: MetaLine): Promise<LineCheck> {
  return checkLine(async () => {
    const page = await client.ask('GET', '/me', { token, query: { fields: 'id,name' } });
    const displayName = textOf(page.name, 200) ?? null;
    if (idOf(page.id) !== externalId)
      return {
        ...unusable,
        reason: 'token_invalid',
        displayName,
        problems: [`The token is not this page's: it belongs to ${displayName ?? 'somebody else'}`],
      };
    const { reason, tokenExpiresAt, problems } = await inspectToken(client, token, scopes, [externalId]);
    const subscription = await checkSubscription(client, `/${externalId}/subscribed_apps`, { token });
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
