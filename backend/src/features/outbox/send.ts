// Send: hand claimed messages to the channel, several at once, and hand outcomes on as they come. A pause, a cancel or a shutdown
// stops what has not started yet.
import type { Channel, ChannelConnection, OutboundBody, OutboundFile, SendResult } from '../../channels/channel';
import type { ClaimedMessage } from './claim';
import { judge, type Outcome } from './policy';
import type { PickedAsset } from './queries';

export interface SendOptions {
  channel: Channel;
  connection: ChannelConnection;
  /** The file of a message, read when the channel asks for it. */
  fileOf: (asset: PickedAsset) => OutboundFile;
  /** Messages on their way at once. */
  concurrency: number;
  /** Which campaigns may still send; asked again every so often during a long batch. */
  runningCampaigns: (ids: string[]) => Promise<Set<string>>;
  /** Aborts at shutdown: nothing more is started; what is on its way is awaited. */
  signal: AbortSignal;
  /** Nothing is started after this instant (epoch ms), so that every answer comes while the lease still holds. */
  startUntil: number;
  onOutcome: (message: ClaimedMessage, outcome: Outcome) => void;
}

/** A pause is seen after at most this long, well inside the promised second. */
const pauseCheckMs = 400;

/** Resolves when every message has its outcome, sent or not. Messages of one chat leave one after the other. */
export async function sendMessages(messages: readonly ClaimedMessage[], options: SendOptions): Promise<void> {
  const campaignIds = [...new Set(messages.flatMap((message) => message.campaignId ?? []))];
  const gate = createGate(campaignIds, options);
  const takeTurn = createTurns(filesAtOnce);
  let lineDown: Outcome | undefined;
  const waiting = queuesOf(messages).values();
  const sendNext = async (): Promise<void> => {
    for (const queue of waiting) {
      let held: Outcome | undefined;
      for (const message of queue) {
        const outcome: Outcome = lineDown ?? held ?? (await attempt(message, options, gate, takeTurn));
        // The rest of the batch would only hear the same; it goes back to the queue untried.
        if (
          outcome.state === 'queued' &&
          (outcome.code === 'not_connected' || outcome.scope === 'line' || outcome.mend)
        )
          lineDown = { state: 'released' };
        // What follows in the same chat must not overtake it.
        if (outcome.state === 'queued' || outcome.state === 'released') held = { state: 'released' };
        options.onOutcome(message, outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, messages.length) }, sendNext));
}

/** One queue per chat for what people wrote, so that it arrives in the order it was written; campaign messages stand alone. */
function queuesOf(messages: readonly ClaimedMessage[]): ClaimedMessage[][] {
  const queues = new Map<string, ClaimedMessage[]>();
  for (const message of messages) {
    const key = message.campaignId === null && message.chatId ? message.chatId : message.id;
    const queue = queues.get(key);
    if (queue) queue.push(message);
    else queues.set(key, [message]);
  }
  return [...queues.values()];
}

/** Files are held in memory while they are handed over, so only a few are on their way at once. */
const filesAtOnce = 4;

type Turns = <T>(work: () => Promise<T>) => Promise<T>;

function createTurns(atOnce: number): Turns {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

async function attempt(
  message: ClaimedMessage,
  options: SendOptions,
  gate: (message: ClaimedMessage) => Promise<boolean>,
  takeTurn: Turns,
): Promise<Outcome> {
  if (message.refusal)
    return message.campaignId ? { state: 'skipped', ...message.refusal } : { state: 'failed', ...message.refusal };
  if (!(await gate(message))) return { state: 'released' };
  const body = bodyOf(message, options.fileOf);
  if (!body)
    return { state: 'failed', code: 'invalid_request', detail: 'A part of this message is not there any more' };
  const send = (): Promise<SendResult> =>
    options.channel.send(options.connection, {
      to: message.to,
      body,
      messageId: message.id,
      quoted: message.kind === 'reaction' ? null : message.quoted,
      humanAgent: message.humanAgent,
    });
  const result = await (message.asset ? takeTurn(send) : send());
  // Whoever wrote it waits for an answer: only campaigns wait until the line is mended.
  const waits = message.campaignId !== null || result.ok || result.kind !== 'permanent';
  return waits ? judge(result, message.attempts) : { state: 'failed', code: result.code, detail: result.detail };
}

/** @returns undefined when what the message is about is gone */
function bodyOf(message: ClaimedMessage, fileOf: SendOptions['fileOf']): OutboundBody | undefined {
  const { kind, text, content, quoted } = message;
  switch (kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return fileBody(kind, message, fileOf);
    case 'location':
      return locationBody(content.location);
    case 'contact':
      return content.contacts && { kind, contacts: content.contacts };
    case 'reaction':
      return quoted
        ? { kind, targetProviderId: quoted.providerId, targetFromUs: quoted.fromUs, emoji: text }
        : undefined;
    case 'interactive':
      return content.interactive && { kind, text, interactive: content.interactive };
    case 'template':
      return content.template && { kind, ...content.template, components: content.components ?? [] };
    default:
      return { kind: 'text', text };
  }
}

function fileBody(
  kind: OutboundFile['kind'] | 'sticker',
  { asset, text, content }: ClaimedMessage,
  fileOf: SendOptions['fileOf'],
): OutboundBody | undefined {
  if (!asset) return undefined;
  return { kind, file: fileOf(asset), caption: text || null, voice: content.media?.voice ?? false };
}

function locationBody(place: ClaimedMessage['content']['location']): OutboundBody | undefined {
  const { latitude, longitude, name, address } = place ?? {};
  if (latitude === undefined || longitude === undefined) return undefined;
  return { kind: 'location', latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) };
}

function createGate(
  campaignIds: string[],
  { runningCampaigns, signal, startUntil }: SendOptions,
): (message: ClaimedMessage) => Promise<boolean> {
  let checkedAt = Date.now();
  // The claim itself saw them running.
  let running: Promise<Set<string>> = Promise.resolve(new Set(campaignIds));
  return async (message) => {
    if (signal.aborted || Date.now() > startUntil) return false;
    if (!message.campaignId) return true;
    if (Date.now() - checkedAt > pauseCheckMs) {
      checkedAt = Date.now();
      running = runningCampaigns(campaignIds);
    }
    return (await running).has(message.campaignId);
  };
}
