// What an Evolution server can do besides sending: read receipts, typing, withdrawing, files, names.
import { type Channel, ChannelError, type FetchedFile, type MessageReference } from '../channel';
import { isRecord } from '../foreign';
import type { EvolutionClient } from './client';
import { EvolutionError } from './errors';
import { readHistory } from './history';
import { toJid, toNumber } from './jids';

type Verbs = Pick<Channel, 'markRead' | 'showTyping' | 'withdraw' | 'fetchMedia' | 'readProfile' | 'readHistory'>;

/** How long the gateway shows "writing"; its call lasts as long. */
const typingMs = 3000;

export function evolutionVerbs(client: EvolutionClient): Verbs {
  const call = async (method: 'POST' | 'DELETE', verb: string, instance: string | null, body: object) => {
    if (!instance) throw new ChannelError('refused', 'The number has no instance at the gateway', 'instance_missing');
    try {
      return await client.ask(method, `/chat/${verb}/${encodeURIComponent(instance)}`, body);
    } catch (error) {
      throw error instanceof EvolutionError ? toChannelError(error) : error;
    }
  };
  return {
    async markRead({ instanceName }, { providerId, to }) {
      const remoteJid = demandJid(to);
      await call('POST', 'markMessageAsRead', instanceName, {
        readMessages: [{ remoteJid, fromMe: false, id: providerId }],
      });
    },
    async showTyping({ instanceName }, to) {
      await call('POST', 'sendPresence', instanceName, {
        number: toNumber(to),
        presence: 'composing',
        delay: typingMs,
      });
    },
    async withdraw({ instanceName }, { providerId, to }: MessageReference) {
      const remoteJid = demandJid(to);
      await call('DELETE', 'deleteMessageForEveryone', instanceName, { id: providerId, remoteJid, fromMe: true });
    },
    async fetchMedia({ instanceName }, reference, atMostBytes) {
      const key = { id: String(reference.id ?? '') };
      const answer = await call('POST', 'getBase64FromMediaMessage', instanceName, {
        message: { key },
        convertToMp4: false,
      });
      return readFile(answer, atMostBytes);
    },
    async readHistory({ instanceName }, from, to, atMost) {
      if (!instanceName) throw new ChannelError('refused', 'The number has no instance at the gateway');
      try {
        return await readHistory(client, instanceName, from, to, atMost);
      } catch (error) {
        throw error instanceof EvolutionError ? toChannelError(error) : error;
      }
    },
    async readProfile({ instanceName }, who) {
      const number = toNumber(who);
      if (!number) return undefined;
      const answer = await call('POST', 'fetchProfilePictureUrl', instanceName, { number });
      const url = isRecord(answer) ? answer.profilePictureUrl : undefined;
      return { name: null, pictureUrl: typeof url === 'string' ? url : null };
    },
  };
}

function demandJid(to: MessageReference['to']): string {
  const jid = toJid(to);
  if (!jid) throw new ChannelError('refused', 'Neither a phone number nor a hidden identity');
  return jid;
}

function readFile(answer: unknown, atMostBytes: number): FetchedFile {
  if (!isRecord(answer) || typeof answer.base64 !== 'string')
    throw new ChannelError('refused', 'The gateway answered without the file');
  if ((answer.base64.length * 3) / 4 > atMostBytes + 2)
    throw new ChannelError('refused', `The file is larger than ${atMostBytes} bytes`);
  const { mimetype, fileName } = answer;
  return {
    mime: typeof mimetype === 'string' ? mimetype : 'application/octet-stream',
    fileName: typeof fileName === 'string' && fileName !== '' ? fileName : null,
    bytes: Buffer.from(answer.base64, 'base64'),
  };
}

/** The gateway forgets files soon: what it does not know now it will not know later. */
function toChannelError(error: EvolutionError): ChannelError {
  switch (error.kind) {
    case 'unreachable':
    case 'rate_limited':
    case 'unknown':
      return new ChannelError('unreachable', error.detail, undefined, undefined, { cause: error });
    case 'not_connected':
      return new ChannelError('unreachable', error.detail, 'reconnecting');
    case 'auth':
      return new ChannelError('refused', error.detail, 'gateway_refused');
    case 'unlicensed':
      return new ChannelError('refused', error.detail, 'unlicensed');
    case 'instance_missing':
      return new ChannelError('refused', error.detail, 'instance_missing');
    case 'invalid_request':
      return new ChannelError('missing', error.detail);
    default:
      return new ChannelError('refused', error.detail);
  }
}
