// Send: hand claimed messages to the channel, several at once, and hand outcomes on as they come. A pause, a cancel or a shutdown
// stops what has not started yet.
import type { Channel, ChannelConnection } from '../../channels/channel';
import type { ClaimedMessage } from './claim';
import { judge, type Outcome } from './policy';

export interface SendOptions {
  channel: Channel;
  connection: ChannelConnection;
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

export async function sendMessages(messages: readonly ClaimedMessage[], options: SendOptions): Promise<void> {
  const campaignIds = [...new Set(messages.flatMap((message) => message.campaignId ?? []))];
  const gate = createGate(campaignIds, options);
  let lineDown: Outcome | undefined;
  const waiting = messages.values();
  const sendNext = async (): Promise<void> => {
    for (const message of waiting) {
      const outcome = lineDown ?? (await attempt(message, options, gate));
      // The rest of the batch would only hear the same; it goes back to the queue untried.
      if (outcome.state === 'queued' && outcome.code === 'not_connected') lineDown = { state: 'released' };
      options.onOutcome(message, outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, messages.length) }, sendNext));
}

async function attempt(
  message: ClaimedMessage,
  { channel, connection }: SendOptions,
  gate: (message: ClaimedMessage) => Promise<boolean>,
): Promise<Outcome> {
  if (message.refusal)
    return message.campaignId ? { state: 'skipped', ...message.refusal } : { state: 'failed', ...message.refusal };
  if (!(await gate(message))) return { state: 'released' };
  const result = await channel.send(connection, {
    to: { phone: message.phone, lid: message.lid },
    text: message.text,
    messageId: message.id,
    quotedProviderId: message.quotedProviderId,
  });
  return judge(result, message.attempts);
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
