// Instagram as a channel, in both set-ups: by Instagram Login, or through the Facebook page that the account is linked to. The token tells which.
import type { GuardedFetch } from '../../platform/guarded-fetch';
import { capabilitiesOf } from '../capabilities';
import type { Channel, ChannelConnection, OutboundMessage, SendResult } from '../channel';
import { fetchCdnFile } from '../meta/cdn';
import {
  attempt,
  callGraph,
  demandLine,
  lineOf,
  type MetaLine,
  prepare,
  refused,
  withoutToken,
} from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import { readPerson } from '../meta/profile';
import { type Desk, postAction, postMessage, postReaction, quickReplies, refuseCaption } from '../meta/send-api';
import { exchangeToken, readRenewed } from '../meta/tokens';
import { checkAccount } from './check';
import { hostOf } from './set-up';

const subscribedFields = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'message_reactions',
  'messaging_referral',
].join(',');

/** @param guardedFetch downloads from addresses that webhooks name */
export function createInstagramChannel(client: GraphClient, guardedFetch: GuardedFetch): Channel {
  const deskOf = (line: MetaLine): Desk => {
    const host = hostOf(line.token);
    return { client, line, host, path: host === 'instagram' ? `/${line.externalId}` : '/me' };
  };
  const act = (connection: ChannelConnection, personId: string | null | undefined, action: string) =>
    callGraph(() => postAction(deskOf(demandLine(connection)), personId ?? '', action));
  return {
    kind: 'instagram',
    capabilities: capabilitiesOf.instagram,
    send: (connection, message, signal) =>
      attempt(async () => {
        const line = lineOf(connection);
        if (!line) return withoutToken;
        if (!message.to.scopedId) return refused('permanent', 'invalid_number', 'No id of this person for the account');
        return post(deskOf(line), message, signal);
      }),
    markRead: (connection, { to }) => act(connection, to.scopedId, 'mark_seen'),
    showTyping: (connection, to) => act(connection, to.scopedId, 'typing_on'),
    fetchMedia: (_connection, reference, atMostBytes) => fetchCdnFile(guardedFetch, reference, atMostBytes),
    readProfile: (connection, who) =>
      callGraph(() => {
        const { token } = demandLine(connection);
        return readPerson(client, token, hostOf(token), who, 'name,username,profile_pic');
      }),
    check: (connection) => callGraph(() => checkAccount(client, demandLine(connection))),
    subscribe: (connection) =>
      callGraph(async () => {
        const { line, host, path } = deskOf(demandLine(connection));
        // Of a linked page any field will do; these are the ones that it has.
        const query = { subscribed_fields: host === 'instagram' ? subscribedFields : 'messages,messaging_postbacks' };
        await client.ask('POST', `${path}/subscribed_apps`, { token: line.token, host, query });
      }),
    refreshToken: (connection) => callGraph(() => renew(client, demandLine(connection).token)),
  };
}

/** A token of Instagram Login renews itself, once it is a day old. */
async function renew(client: GraphClient, token: string) {
  if (hostOf(token) === 'graph') return exchangeToken(client, token);
  const query = { grant_type: 'ig_refresh_token', access_token: token };
  return readRenewed(await client.ask('GET', '/refresh_access_token', { token, host: 'instagram', query }));
}

const { maxTextBytes } = capabilitiesOf.instagram;

async function post(desk: Desk, message: OutboundMessage, signal: AbortSignal | undefined): Promise<SendResult> {
  const { body } = message;
  const sizeBytes = Buffer.byteLength(wordsOf(body));
  if (maxTextBytes !== null && sizeBytes > maxTextBytes)
    return refused('permanent', 'invalid_request', `The text has ${sizeBytes} bytes; Instagram takes ${maxTextBytes}`);
  const send = async (content: object): Promise<SendResult & { ok: true }> => ({
    ok: true,
    // There is no documented place for our own id.
    providerId: await postMessage(desk, message, content, undefined, signal),
  });
  switch (body.kind) {
    case 'text':
      return send({ text: body.text });
    case 'interactive':
      return send(quickReplies(body.text, body.interactive));
    case 'reaction':
      return postReaction(desk, message, body);
    case 'image':
    case 'video':
    case 'audio':
    case 'document': {
      if (body.caption) return refuseCaption();
      const url = await prepare(async () => body.file.url());
      const type = body.kind === 'document' ? 'file' : body.kind;
      return send({ attachment: { type, payload: { url } } });
    }
    default:
      return refused('permanent', 'unsupported_kind', 'Instagram cannot carry this kind of message');
  }
}

/** Everything that the customer will read, which is what the limit counts. */
function wordsOf(body: OutboundMessage['body']): string {
  if (body.kind === 'interactive') return quickReplies(body.text, body.interactive).text;
  return 'text' in body ? body.text : '';
}
