// The life of a number at an Evolution server: create, connect, state, restart, log out, delete, and looking numbers up.

import { isRecord } from '../foreign';
import type { EvolutionClient } from './client';
import { EvolutionError } from './errors';
import { parseJid } from './jids';

/** Events a number reports. Contacts and groups are left out: nothing here uses them. */
export const subscribedEvents = [
  'QRCODE_UPDATED',
  'CONNECTION_UPDATE',
  'MESSAGES_UPSERT',
  'MESSAGES_UPDATE',
  'MESSAGES_EDITED',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'STATUS_INSTANCE',
  'REMOVE_INSTANCE',
] as const;

/** Nice to hear: a webhook that leaves these out loses nothing. */
const lightEvents = ['PRESENCE_UPDATE'] as const;

export interface NewInstance {
  name: string;
  webhook: { url: string; secret: string };
}

export interface QrCode {
  /** The text of the QR. */
  code: string;
  /** A data URI, when the server drew it. */
  image: string | null;
  /** Eight characters, without the dash. */
  pairingCode: string | null;
  /** Which QR of this attempt it is, from 1; null when not told. */
  count: number | null;
}

export type InstanceState = 'open' | 'connecting' | 'close';

export type ConnectAnswer =
  | { state: 'open' }
  /** `qr` is null while the server is still making one. */
  | { state: 'connecting'; qr: QrCode | null };

export interface InstanceOwner {
  phone: string | null;
  profileName: string | null;
}

export interface InstanceWebhook {
  url: string;
  /** The header's value. */
  authorization: string | null;
  complete: boolean;
}

/** Every function throws EvolutionError. */
export interface EvolutionGateway {
  /** The server's version, e.g. "2.3.7". */
  readVersion(): Promise<string>;
  /** Creates the instance; one of ours that exists already (an earlier try whose answer was lost) is made anew. */
  create(instance: NewInstance): Promise<void>;
  /**
   * Starts connecting, or answers with the QR of the attempt under way. On an offline instance each call opens a socket: ask once.
   * @param number digits; asks for a pairing code
   */
  connect(name: string, number?: string): Promise<ConnectAnswer>;
  readState(name: string): Promise<InstanceState>;
  readOwner(name: string): Promise<InstanceOwner>;
  restart(name: string): Promise<void>;
  /** Harmless when it is logged out or gone already. */
  logout(name: string): Promise<void>;
  /** Harmless when it is gone already. */
  remove(name: string): Promise<void>;
  /** Where the instance's events go; undefined when nowhere. `complete`: it is on, and no event that must not be missed is left out. */
  readWebhook(name: string): Promise<InstanceWebhook | undefined>;
  setWebhook(name: string, webhook: NewInstance['webhook']): Promise<void>;
  /** Which of these numbers are on WhatsApp, by the digits that were asked. */
  lookUpNumbers(name: string, digits: readonly string[]): Promise<Map<string, boolean>>;
}

export function createEvolutionGateway({ ask }: EvolutionClient): EvolutionGateway {
  const at = (action: string, name: string) => `/instance/${action}/${encodeURIComponent(name)}`;
  const remove = async (name: string) => {
    await ignoring(['instance_missing'], ask('DELETE', at('delete', name)));
  };
  const gateway: EvolutionGateway = {
    async readVersion() {
      const body = await ask('GET', '/');
      return isRecord(body) && typeof body.version === 'string' ? body.version : 'unknown';
    },
    async create(instance) {
      try {
        await ask('POST', '/instance/create', creationBody(instance));
      } catch (error) {
        if (!(error instanceof EvolutionError) || error.kind !== 'name_conflict') throw error;
        // Names are ours alone; the one in the way carries the webhook of a try that failed.
        await remove(instance.name);
        await ask('POST', '/instance/create', creationBody(instance));
      }
    },
    async connect(name, number) {
      return readConnectAnswer(await ask('GET', `${at('connect', name)}${number ? `?number=${number}` : ''}`));
    },
    async readState(name) {
      return readInstanceState(await ask('GET', at('connectionState', name)));
    },
    async readOwner(name) {
      const body = await ask('GET', `/instance/fetchInstances?instanceName=${encodeURIComponent(name)}`);
      const item: unknown = Array.isArray(body) ? body[0] : undefined;
      if (!isRecord(item)) return { phone: null, profileName: null };
      return {
        phone: phoneOfJid(item.ownerJid),
        profileName: typeof item.profileName === 'string' ? item.profileName : null,
      };
    },
    async restart(name) {
      refuseErrorBody(await ask('POST', at('restart', name)));
    },
    async logout(name) {
      await ignoring(['instance_missing', 'not_connected'], ask('DELETE', at('logout', name)));
    },
    remove,
    async readWebhook(name) {
      return readWebhook(await ask('GET', `/webhook/find/${encodeURIComponent(name)}`));
    },
    async setWebhook(name, webhook) {
      await ask('POST', `/webhook/set/${encodeURIComponent(name)}`, {
        webhook: { enabled: true, ...webhookBody(webhook) },
      });
    },
    async lookUpNumbers(name, digits) {
      const body = await ask('POST', `/chat/whatsappNumbers/${encodeURIComponent(name)}`, { numbers: digits });
      const items = Array.isArray(body) ? body.filter(isRecord) : [];
      return new Map(items.map((item) => [String(item.number), item.exists === true]));
    },
  };
  return gateway;
}

/** The phone of an owner's jid, or null. */
export function phoneOfJid(jid: unknown): string | null {
  const read = typeof jid === 'string' ? parseJid(jid) : undefined;
  return read?.kind === 'phone' ? read.phone : null;
}

/** Reads a QR object of an answer or an event; undefined when it holds none (`{count: 0}`, "limit reached"). */
export function readQr(body: unknown): QrCode | undefined {
  if (!isRecord(body) || typeof body.code !== 'string' || body.code === '') return undefined;
  return {
    code: body.code,
    image: typeof body.base64 === 'string' ? body.base64 : null,
    pairingCode: typeof body.pairingCode === 'string' ? body.pairingCode : null,
    count: typeof body.count === 'number' ? body.count : null,
  };
}

function creationBody({ name, webhook }: NewInstance): object {
  return {
    instanceName: name,
    integration: 'WHATSAPP-BAILEYS',
    qrcode: false,
    rejectCall: false,
    groupsIgnore: true,
    alwaysOnline: false,
    readMessages: false,
    readStatus: false,
    syncFullHistory: false,
    webhook: webhookBody(webhook),
  };
}

function webhookBody({ url, secret }: NewInstance['webhook']): object {
  return {
    url,
    byEvents: false,
    base64: false,
    headers: { authorization: `Bearer ${secret}` },
    events: [...subscribedEvents, ...lightEvents],
  };
}

function readWebhook(body: unknown): InstanceWebhook | undefined {
  if (!isRecord(body) || typeof body.url !== 'string') return undefined;
  const { authorization } = isRecord(body.headers) ? body.headers : {};
  const events: unknown[] = Array.isArray(body.events) ? body.events : [];
  return {
    url: body.url,
    authorization: typeof authorization === 'string' ? authorization : null,
    complete: body.enabled === true && subscribedEvents.every((one) => events.includes(one)),
  };
}

function readConnectAnswer(body: unknown): ConnectAnswer {
  refuseErrorBody(body);
  if (isRecord(body) && isRecord(body.instance)) {
    const state = readInstanceState(body);
    return state === 'open' ? { state } : { state: 'connecting', qr: null };
  }
  return { state: 'connecting', qr: readQr(body) ?? null };
}

function readInstanceState(body: unknown): InstanceState {
  const state = isRecord(body) && isRecord(body.instance) ? body.instance.state : undefined;
  if (state === 'open' || state === 'connecting' || state === 'close') return state;
  throw new EvolutionError('unknown', 'The answer named no state', 200);
}

/** Some failures come with status 200 and `{"error":true}`. */
function refuseErrorBody(body: unknown): void {
  if (isRecord(body) && body.error === true)
    throw new EvolutionError('not_connected', String(body.message ?? 'The gateway failed'), 200);
}

async function ignoring(kinds: readonly EvolutionError['kind'][], asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof EvolutionError) || !kinds.includes(error.kind)) throw error;
  }
}
