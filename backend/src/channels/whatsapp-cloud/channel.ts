// The WhatsApp Cloud API as a channel: sending, read receipts and typing, files.
import { FormData } from 'undici';
import { capabilitiesOf } from '../capabilities';
import { type Channel, ChannelError, type OutboundFile, type OutboundMessage, type SendResult } from '../channel';
import { recordsOf, textOf } from '../foreign';
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
import { GraphError, toChannelError } from '../meta/errors';
import { exchangeToken } from '../meta/tokens';
import { envelopeOf, fileBody, plainBody } from './bodies';
import { checkNumber } from './check';
import { identifyPerson } from './person';

export function createWhatsAppCloudChannel(client: GraphClient): Channel {
  return {
    kind: 'whatsapp_cloud',
    capabilities: capabilitiesOf.whatsapp_cloud,
    send: (connection, message, signal) =>
      attempt(async () => {
        const line = lineOf(connection);
        if (!line) return withoutToken;
        const envelope = envelopeOf(message);
        if (!envelope) return refused('permanent', 'invalid_number', 'Neither a phone number nor a user id');
        return post(client, line, envelope, message.body, signal);
      }),
    async markRead(connection, { providerId }) {
      await tellRead(client, demandLine(connection), providerId, {});
    },
    async showTyping(connection, _to, last) {
      // Typing is shown as part of a read receipt, which needs a message of the customer's.
      if (last) await tellRead(client, demandLine(connection), last.providerId, { typing_indicator: { type: 'text' } });
    },
    fetchMedia: (connection, reference, atMostBytes) =>
      callMedia(() => fetchFile(client, demandLine(connection), String(reference.id ?? ''), atMostBytes)),
    check: (connection) => callGraph(() => checkNumber(client, demandLine(connection))),
    subscribe: (connection) =>
      callGraph(async () => {
        const { token, accountId } = demandLine(connection);
        if (!accountId) throw new ChannelError('refused', 'The connection has no WhatsApp Business Account id');
        await client.ask('POST', `/${accountId}/subscribed_apps`, { token });
      }),
    refreshToken: (connection) => callGraph(() => exchangeToken(client, demandLine(connection).token)),
  };
}

async function post(
  client: GraphClient,
  { token, externalId }: MetaLine,
  envelope: object,
  body: OutboundMessage['body'],
  signal: AbortSignal | undefined,
): Promise<SendResult> {
  const send = async (part: object): Promise<SendResult> =>
    readAccepted(
      await client.ask('POST', `/${externalId}/messages`, { token, body: { ...envelope, ...part }, signal }),
    );
  if (!('file' in body)) return send(plainBody(body));
  const upload = async () => {
    const answer = await client.ask('POST', `/${externalId}/media`, { token, body: await formOf(body.file), signal });
    return demandId(answer.id);
  };
  return sendUploaded(body.file, upload, (id) => send(fileBody(body, id)), isLostUpload);
}

/** Meta has no code for an upload that is gone; these are the ones it answers then. */
function isLostUpload({ code }: GraphError): boolean {
  return code === 100 || code === 131009 || code === 131052 || code === 131053;
}

async function formOf(file: OutboundFile): Promise<FormData> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.mime);
  form.set('file', new Blob([new Uint8Array(await file.read())], { type: file.mime }), file.fileName);
  return form;
}

/** Accepted is not sent: statuses follow. Without an id there is no proof of either outcome. */
function readAccepted(answer: Record<string, unknown>): SendResult {
  const providerId = demandId(recordsOf(answer.messages)[0]?.id);
  const [contact] = recordsOf(answer.contacts);
  const to = contact && identifyPerson([contact.wa_id], [contact.user_id]);
  return { ok: true, providerId, ...(to ? { to } : {}) };
}

async function tellRead(client: GraphClient, { token, externalId }: MetaLine, messageId: string, more: object) {
  const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more };
  await callGraph(() => client.ask('POST', `/${externalId}/messages`, { token, body }));
}

/** The file's address lives for minutes; when it is gone another is asked for, once. */
async function fetchFile(client: GraphClient, line: MetaLine, id: string, atMostBytes: number) {
  const path = `/${encodeURIComponent(id)}`;
  const find = () => client.ask('GET', path, { token: line.token, query: { phone_number_id: line.externalId } });
  const found = await find();
  const download = (url: unknown) => client.download(textOf(url) ?? '', line.token, atMostBytes);
  const file = await download(found.url).catch(async (error: unknown) => {
    if (error instanceof GraphError && error.httpStatus === 404) return download((await find()).url);
    throw error;
  });
  return { ...file, mime: textOf(found.mime_type, 120) ?? file.mime, fileName: null };
}

/** A file that Meta does not know any more will not come back. */
async function callMedia<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const isGone = (error.code === 100 && error.subcode === 33) || error.httpStatus === 404;
    throw isGone ? new ChannelError('missing', error.detail, undefined, error.providerCode) : toChannelError(error);
  }
}
