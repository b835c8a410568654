// Sending through an Evolution server, and what each way of failing means for the message.
import type { OutcomeCode } from '@parley/contract';
import { capabilitiesOf } from '../capabilities';
import type { Address, Channel, OutboundMessage, SendResult } from '../channel';
import { isRecord } from '../foreign';
import { numberedText } from '../numbered-text';
import type { EvolutionClient } from './client';
import { EvolutionError, type EvolutionErrorKind } from './errors';
import { identifyPerson, toJid, toNumber } from './jids';
import { evolutionVerbs } from './verbs';

/** @param client undefined when the installation has no Evolution server */
export function createEvolutionChannel(client: EvolutionClient | undefined): Channel {
  return {
    kind: 'whatsapp_evolution',
    capabilities: capabilitiesOf.whatsapp_evolution,
    async send(connection, message, signal) {
      const number = toNumber(message.to);
      if (!number) return refused('permanent', 'invalid_number', 'Neither a phone number nor a hidden identity');
      if (!client || !connection.instanceName)
        return refused('not_connected', 'not_connected', 'No Evolution server is configured');
      try {
        const request = await requestOf(number, message);
        if (!request) return refused('permanent', 'unsupported_kind', 'QR numbers cannot send this kind of message');
        const path = `/message/${request.verb}/${encodeURIComponent(connection.instanceName)}`;
        return readAccepted(await client.ask('POST', path, request.body, signal));
      } catch (error) {
        if (error instanceof EvolutionError) return judgeFailure(error);
        // Only reading the file can fail otherwise, before anything was asked.
        return refused('permanent', 'media_failed', error instanceof Error ? error.message : String(error));
      }
    },
    ...(client ? evolutionVerbs(client) : {}),
  };
}

interface SendRequest {
  verb: string;
  body: object;
}

/** @returns undefined for kinds that the gateway cannot send */
async function requestOf(number: string, { to, body, quoted }: OutboundMessage): Promise<SendRequest | undefined> {
  const reply = quoted ? { quoted: { key: { id: quoted.providerId } } } : {};
  switch (body.kind) {
    case 'text':
      return { verb: 'sendText', body: { number, text: body.text, linkPreview: false, ...reply } };
    // Buttons answer 201 but do not reach recipients on 2.3.
    case 'interactive': {
      const text = numberedText(body.text, body.interactive);
      return { verb: 'sendText', body: { number, text, linkPreview: false, ...reply } };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const bytes = (await body.file.read()).toString('base64');
      if (body.kind === 'sticker') return { verb: 'sendSticker', body: { number, sticker: bytes, ...reply } };
      if (body.kind === 'audio' && body.voice)
        return { verb: 'sendWhatsAppAudio', body: { number, audio: bytes, encoding: true, ...reply } };
      const { mime: mimetype, fileName } = body.file;
      const caption = body.caption ? { caption: body.caption } : {};
      return {
        verb: 'sendMedia',
        body: { number, mediatype: body.kind, mimetype, media: bytes, fileName, ...caption, ...reply },
      };
    }
    case 'location': {
      const { latitude, longitude, name = '', address = '' } = body;
      return { verb: 'sendLocation', body: { number, latitude, longitude, name, address, ...reply } };
    }
    case 'contact': {
      const contact = body.contacts.map(({ name, phones, emails }) => ({
        fullName: name,
        phoneNumber: phones[0] ?? '',
        wuid: (phones[0] ?? '').replace(/\D/g, ''),
        ...(emails[0] ? { email: emails[0] } : {}),
      }));
      return { verb: 'sendContact', body: { number, contact, ...reply } };
    }
    case 'reaction': {
      const key = { remoteJid: toJid(to), fromMe: body.targetFromUs, id: body.targetProviderId };
      return { verb: 'sendReaction', body: { key, reaction: body.emoji } };
    }
    case 'template':
      return undefined;
  }
}

/** A success without a message id is no proof of either outcome. */
function readAccepted(body: unknown): SendResult {
  const key = isRecord(body) && isRecord(body.key) ? body.key : {};
  if (typeof key.id !== 'string' || key.id === '')
    return refused('unknown', 'unconfirmed', 'The answer carried no message id');
  const to: Address | undefined = identifyPerson([key.remoteJid, key.remoteJidAlt]);
  return { ok: true, providerId: key.id, ...(to ? { to } : {}) };
}

type Failure = SendResult & { ok: false };

/**
 * A missing instance, a wrong key, a missing licence and an unreachable server are faults of the line: no message fails for them, all
 * wait until the line is back. Only what may have left is `unknown`.
 */
const meaning: Record<EvolutionErrorKind, { kind: Failure['kind']; code: OutcomeCode }> = {
  not_connected: { kind: 'not_connected', code: 'not_connected' },
  instance_missing: { kind: 'not_connected', code: 'not_connected' },
  unreachable: { kind: 'not_connected', code: 'not_connected' },
  auth: { kind: 'not_connected', code: 'auth_failed' },
  unlicensed: { kind: 'not_connected', code: 'auth_failed' },
  rate_limited: { kind: 'retry', code: 'rate_limited' },
  recipient_not_on_whatsapp: { kind: 'permanent', code: 'not_on_whatsapp' },
  invalid_request: { kind: 'permanent', code: 'invalid_request' },
  name_conflict: { kind: 'permanent', code: 'invalid_request' },
  unknown: { kind: 'unknown', code: 'unconfirmed' },
};

export function judgeFailure(error: EvolutionError): Failure {
  const { kind, code } = meaning[error.kind];
  return {
    ...refused(kind, code, error.detail),
    // Too many requests are too many for the whole line.
    ...(error.kind === 'rate_limited' ? { scope: 'line' as const } : {}),
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

function refused(kind: Failure['kind'], code: OutcomeCode, detail: string): Failure {
  return { ok: false, kind, code, detail };
}
