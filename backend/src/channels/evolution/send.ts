// Sending a text through an Evolution server, and what each way of failing means for the message.
import type { OutcomeCode } from '@parley/contract';
import type { Address, Channel, OutboundMessage, SendResult } from '../channel';
import type { EvolutionClient } from './client';
import { EvolutionError, type EvolutionErrorKind, isRecord } from './errors';
import { identifyPerson, toNumber } from './jids';

/** @param client undefined when the installation has no Evolution server */
export function createEvolutionChannel(client: EvolutionClient | undefined): Channel {
  return {
    kind: 'whatsapp_evolution',
    // Buttons answer 201 but do not reach recipients on 2.3, so they are not offered.
    capabilities: { windowHours: null, sends: ['text'], interactive: false, maxTextLength: 65_536 },
    async send(connection, message, signal) {
      const number = toNumber(message.to);
      if (!number) return refused('permanent', 'invalid_number', 'Neither a phone number nor a hidden identity');
      if (!client) return refused('not_connected', 'not_connected', 'No Evolution server is configured');
      const path = `/message/sendText/${encodeURIComponent(connection.instanceName)}`;
      try {
        return readAccepted(await client.ask('POST', path, bodyOf(number, message), signal));
      } catch (error) {
        if (!(error instanceof EvolutionError)) throw error;
        return judgeFailure(error);
      }
    },
  };
}

function bodyOf(number: string, { text, quotedProviderId }: OutboundMessage): object {
  return {
    number,
    text,
    linkPreview: false,
    ...(quotedProviderId ? { quoted: { key: { id: quotedProviderId } } } : {}),
  };
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
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

function refused(kind: Failure['kind'], code: OutcomeCode, detail: string): Failure {
  return { ok: false, kind, code, detail };
}
