// The control API as typed functions, for tests, benches and the demo of any room.
import type { z } from 'zod';
import type { InboundBody, inboundSchema } from './control/inbound';
import type { Faults, faultsSchema, Statuses, statusesSchema, Timings, timingsSchema } from './control/settings';
import type { Fate } from './fates';
import { createGraphClient } from './graph/control/client';

export type {
  GraphAppGiven,
  GraphInstagramGiven,
  GraphNumberGiven,
  GraphPageGiven,
} from './graph/control/assets-schema';
export type {
  GraphClient,
  GraphFault,
  GraphFile,
  GraphReceived,
  GraphReceivedSummary,
  GraphState,
} from './graph/control/client';
export type { GraphInbound } from './graph/control/inbound-schema';

export interface ReceivedMessage {
  /** Place in the order of acceptance, from 1. */
  seq: number;
  at: string;
  instance: string;
  number: string;
  text: string;
  messageId: string;
  kind: string;
}

export interface ReceivedSummary {
  total: number;
  numbers: number;
  /** How many (number, text) pairs were accepted more than once; `examples` shows the first 20. */
  duplicates: number;
  examples: { number: string; text: string; count: number }[];
}

export interface ControlledInstance {
  name: string;
  state: 'close' | 'connecting' | 'open';
  ownerJid: string | null;
  profileName: string | null;
  qrCount: number;
  webhookUrl: string | null;
  messages: number;
}

export interface SandboxState {
  instances: ControlledInstance[];
  accepted: number;
  webhooks: { delivered: number; retried: number; abandoned: number; underWay: number };
  /** Statuses, retries and QR refreshes still to come. */
  planned: number;
  faults: Faults;
  /** How often each fate was drawn since the faults were set. */
  fates: Record<Fate, number>;
  statuses: Statuses;
  timings: Timings;
}

export type Inbound = Pick<InboundBody, 'from'> & Partial<z.input<typeof inboundSchema>>;

export interface Disconnection {
  reason: 'logged_out' | 'banned' | 'lost';
  /** For `lost`, in milliseconds; null waits for a scan. */
  reconnectAfterMs?: number | null;
}

export type SandboxClient = ReturnType<typeof createSandboxClient>;

/**
 * Controls a sandbox over HTTP.
 * @param url base URL of the server
 * @param apiKey its global key
 * Every function throws an Error with the server's words when it is refused. A `set…` replaces all settings of its kind:
 * what is left out returns to its default.
 */
export function createSandboxClient(url: string, apiKey: string) {
  const ask = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      headers: { apikey: apiKey, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`sandbox refused ${method} ${path}: ${JSON.stringify(answer)}`);
    // Parse boundary: both ends of this conversation live in this workspace, and its tests hold them together.
    return answer as Result;
  };
  const act = <Result>(name: string, action: string, body: unknown) =>
    ask<Result>('POST', `instances/${encodeURIComponent(name)}/${action}`, body);

  return {
    /** Where it listens. */
    url,
    readState: () => ask<SandboxState>('GET', 'state'),
    reset: () => ask<SandboxState>('POST', 'reset'),
    setFaults: (faults: z.input<typeof faultsSchema>) => ask<Faults>('PUT', 'faults', faults),
    setStatuses: (statuses: z.input<typeof statusesSchema>) => ask<Statuses>('PUT', 'statuses', statuses),
    setTimings: (timings: z.input<typeof timingsSchema>) => ask<Timings>('PUT', 'timings', timings),
    /** Accepted messages in order: at most `limit` (1,000 by default) with a `seq` above `after`. */
    listReceived: ({
      instance,
      after = 0,
      limit = 1_000,
    }: {
      instance?: string;
      after?: number;
      limit?: number;
    } = {}) => {
      const query = new URLSearchParams({ after: String(after), limit: String(limit), ...(instance && { instance }) });
      return ask<ReceivedMessage[]>('GET', `received?${query}`);
    },
    summarizeReceived: (instance?: string) => {
      const query = instance === undefined ? '' : `?instance=${encodeURIComponent(instance)}`;
      return ask<ReceivedSummary>('GET', `received/summary${query}`);
    },
    scan: (name: string, phone: { number?: string; profileName?: string } = {}) =>
      act<ControlledInstance>(name, 'scan', phone),
    disconnect: (name: string, how: Disconnection) => act<ControlledInstance>(name, 'disconnect', how),
    receiveInbound: (name: string, inbound: Inbound) =>
      act<{ messageId: string; remoteJid: string }>(name, 'inbound', inbound),
    /** The bytes of a file in either direction. */
    readMedia: (name: string, messageId: string) =>
      act<{ base64: string; mimetype: string; fileName: string }>(name, 'media', { messageId }),
    typeOnPhone: (name: string, typed: { to: string; text: string }) =>
      act<{ messageId: string }>(name, 'typed-on-phone', typed),
    /** Meta's side: WhatsApp Cloud API, Messenger, Instagram. */
    graph: createGraphClient(ask),
  };
}
