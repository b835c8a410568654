// The control API of Meta's side as typed functions; `createSandboxClient` hands them out as `graph`.
import type { z } from 'zod';
import type { Sender } from '../assets';
import type { MessageStatus } from '../conversations';
import type { GraphAppGiven, GraphInstagramGiven, GraphNumberGiven, GraphPageGiven } from './assets-schema';
import type { GraphInbound } from './inbound-schema';
import type {
  expireSchema,
  failSchema,
  handshakeSchema,
  marketingSchema,
  personSchema,
  qualitySchema,
  rawSchema,
  readSchema,
  writtenSchema,
} from './schemas';
import type { GraphSettings, graphSettingsSchema } from './settings';
import type { templateSchema, templateStatusSchema } from './template-actions';

export interface GraphReceived {
  /** Place in the order of acceptance, from 1. */
  seq: number;
  at: string;
  /** PNID, Page id or Instagram account id. */
  senderId: string;
  /** Digits, PSID or IGSID. */
  to: string;
  kind: string;
  text: string;
  messageId: string;
  /** The message's own part of the request body: `body[type]` for WhatsApp, `message` for the others. */
  content: Record<string, unknown>;
  /** Files that went along; `readFile` gives their bytes. */
  fileIds: string[];
  replyTo: string | null;
  /** `biz_opaque_callback_data` or `metadata`. */
  callbackData: string | null;
  status: MessageStatus;
  errorCode: number | null;
}

export interface GraphReceivedSummary {
  total: number;
  people: number;
  /** How many things went to the same person more than once: same callback data or, without it, same text. */
  duplicates: number;
  examples: { to: string; text: string; count: number }[];
}

export interface GraphState {
  apps: { appId: string; verifyToken: string; webhookBaseUrl: string | null }[];
  senders: Sender[];
  accepted: number;
  conversations: number;
  webhooks: { delivered: number; retried: number; abandoned: number; underWay: number };
  settings: GraphSettings;
}

export interface GraphFile {
  mimeType: string;
  fileName: string;
  base64: string;
}

export type GraphFault = z.input<typeof failSchema>;
export type GraphClient = ReturnType<typeof createGraphClient>;

type Ask = <Result>(method: string, path: string, body?: unknown) => Promise<Result>;

/** @param ask asks the control API and throws when it refuses */
export function createGraphClient(ask: Ask) {
  const act =
    <Given, Result = Record<string, never>>(action: string) =>
    (given: Given) =>
      ask<Result>('POST', `graph/${action}`, given);

  return {
    /** A Meta app, or new settings for a known one. Webhooks go to `<webhookBaseUrl>/api/webhooks/{whatsapp,meta}`. */
    createApp: act<GraphAppGiven>('app'),
    /** Forgets every asset, token, person, message and file of Meta's side; the apps stay. */
    reset: () => ask<Record<string, never>>('POST', 'graph/reset', {}),
    readState: () => ask<GraphState>('POST', 'graph/state', {}),
    addNumber: act<GraphNumberGiven>('number'),
    addPage: act<GraphPageGiven>('page'),
    addInstagram: act<GraphInstagramGiven>('instagram'),
    /** Replaces all settings: what is left out returns to its default. */
    setSettings: act<z.input<typeof graphSettingsSchema>, GraphSettings>('settings'),
    /** A person writes, reacts, edits or takes back. */
    receiveInbound: act<GraphInbound, { messageId: string; fileIds: string[] }>('inbound'),
    /** The business writes in Meta's own app; it comes back as an echo. */
    writeElsewhere: act<z.input<typeof writtenSchema>, { messageId: string }>('written'),
    /** The person opens the conversation: all that was delivered is read. */
    readAs: act<z.input<typeof readSchema>>('read'),
    /** The person stops or resumes marketing at WhatsApp itself. */
    setMarketing: act<z.input<typeof marketingSchema>>('marketing'),
    /** Changes a person: profile, blocking, when they last wrote. */
    setPerson: act<z.input<typeof personSchema>>('person'),
    /** The next sends that fit fail with the code. */
    failNext: act<GraphFault>('fail'),
    expireToken: act<z.input<typeof expireSchema>>('expire-token'),
    /** A template as if already reviewed: APPROVED unless told otherwise. */
    addTemplate: act<z.input<typeof templateSchema>, { id: string }>('template'),
    /** Meta decides: status, category or quality of a template, each told by webhook. */
    setTemplateStatus: act<z.input<typeof templateStatusSchema>, { changed: number }>('template-status'),
    setQuality: act<z.input<typeof qualitySchema>>('quality'),
    /** Sends any webhook, signed. */
    postRaw: act<z.input<typeof rawSchema>>('raw'),
    /** The GET handshake with the app's callback. */
    verifyCallback: act<z.input<typeof handshakeSchema>, { isVerified: boolean; fault: string | null }>('handshake'),
    /** Accepted messages in order: at most `limit` (1,000 by default) with a `seq` above `after`. */
    listReceived: (given: { senderId?: string; after?: number; limit?: number } = {}) =>
      ask<GraphReceived[]>('POST', 'graph/received', given),
    summarizeReceived: (given: { senderId?: string } = {}) =>
      ask<GraphReceivedSummary>('POST', 'graph/received-summary', given),
    /** A file by its id, however old: uploads, fetched links, and what people sent. */
    readFile: (fileId: string) => ask<GraphFile>('POST', 'graph/file', { fileId }),
  };
}
