// Messenger as a channel: a Facebook page that answers people by their page-scoped ids.
import { FormData } from 'undici';
import type { GuardedFetch } from '../../platform/guarded-fetch';
import { capabilitiesOf } from '../capabilities';
import type { Channel, ChannelConnection, OutboundFile, OutboundMessage, SendResult } from '../channel';
import { textOf } from '../foreign';
import { fetchCdnFile } from '../meta/cdn';
import {
  attempt,
  callGraph,
  demandId,
  demandLine,
  lineOf,
  type MetaLine,
  refused,
  sendUploaded,
  withoutToken,
} from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import type { GraphError } from '../meta/errors';
import { readPerson } from '../meta/profile';
import { type Desk, postAction, postMessage, postReaction, quickReplies, refuseCaption } from '../meta/send-api';
import { exchangeToken } from '../meta/tokens';
import { checkPage } from './check';

/** Everything that is read when it arrives. */
const subscribedFields = [
  'messages',
  'messaging_postbacks',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_edits',
  'messaging_referrals',
  'messaging_handovers',
].join(',');

/** @param guardedFetch downloads from addresses that webhooks name */
export function createMessengerChannel(client: GraphClient, guardedFetch: GuardedFetch): Channel {
  const deskOf = (line: MetaLine): Desk => ({ client, line, host: 'graph', path: `/${line.externalId}` });
  const act = (connection: ChannelConnection, personId: string | null | undefined, action: string) =>
    callGraph(() => postAction(deskOf(demandLine(connection)), personId ?? '', action));
  return {
    kind: 'messenger',
    capabilities: capabilitiesOf.messenger,
    send: (connection, message, signal) =>
      attempt(async () => {
        const line = lineOf(connection);
        if (!line) return withoutToken;
        if (!message.to.scopedId) return refused('permanent', 'invalid_number', 'No id of this person for the page');
        return post(deskOf(line), message, signal);
      }),
    markRead: (connection, { to }) => act(connection, to.scopedId, 'mark_seen'),
    showTyping: (connection, to) => act(connection, to.scopedId, 'typing_on'),
    fetchMedia: (_connection, reference, atMostBytes) => fetchCdnFile(guardedFetch, reference, atMostBytes),
    readProfile: (connection, who) =>
      callGraph(() => readPerson(client, demandLine(connection).token, 'graph', who, 'name,profile_pic')),
    check: (connection) => callGraph(() => checkPage(client, demandLine(connection))),
    subscribe: (connection) =>
      callGraph(async () => {
        const { token, externalId } = demandLine(connection);
        const query = { subscribed_fields: subscribedFields };
        await client.ask('POST', `/${externalId}/subscribed_apps`, { token, query });
      }),
    refreshToken: (connection) => callGraph(() => exchangeToken(client, demandLine(connection).token)),
  };
}

async function post(desk: Desk, message: OutboundMessage, signal: AbortSignal | undefined): Promise<SendResult> {
  const { body, messageId } = message;
  const send = async (content: object): Promise<SendResult> => ({
    ok: true,
    providerId: await postMessage(desk, message, content, messageId, signal),
  });
  switch (body.kind) {
    case 'text':
      return send({ text: body.text });
    case 'interactive':
      return send(choicesOf(body));
    case 'reaction':
      return postReaction(desk, message, body);
    case 'image':
    case 'video':
    case 'audio':
    case 'document': {
      if (body.caption) return refuseCaption();
      const type = body.kind === 'document' ? 'file' : body.kind;
      const upload = () => uploadFile(desk, type, body.file, signal);
      const attach = (id: string) => send({ attachment: { type, payload: { attachment_id: id } } });
      return sendUploaded(body.file, upload, attach, isLostUpload);
    }
    default:
      return refused('permanent', 'unsupported_kind', 'Messenger cannot carry this kind of message');
  }
}

/** Longest text of a button template. */
const longestTemplateText = 640;

/** Up to three buttons stay in the thread as a template; lists and long texts become quick replies. */
function choicesOf({ text, interactive }: Extract<OutboundMessage['body'], { kind: 'interactive' }>): object {
  const { header, footer, buttons } = interactive;
  const words = [header, text, footer].filter(Boolean).join('\n\n');
  if (!buttons || words.length > longestTemplateText) return quickReplies(text, interactive);
  const replies = buttons.map(({ id, title }) => ({ type: 'postback', title, payload: id }));
  return {
    attachment: { type: 'template', payload: { template_type: 'button', text: words, buttons: replies } },
  };
}

async function uploadFile(
  { client, line, path }: Desk,
  type: string,
  file: OutboundFile,
  signal: AbortSignal | undefined,
): Promise<string> {
  const form = new FormData();
  form.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set('filedata', new Blob([new Uint8Array(await file.read())], { type: file.mime }), file.fileName);
  const answer = await client.ask('POST', `${path}/message_attachments`, { token: line.token, body: form, signal });
  return demandId(textOf(answer.attachment_id));
}

function isLostUpload({ code, subcode }: GraphError): boolean {
  return code === 100 && subcode !== 2018001 && subcode !== 33 && subcode !== 2534037;
}
