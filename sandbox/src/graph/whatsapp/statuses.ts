// What becomes of an accepted message on WhatsApp: sent, delivered, read, played or failed, told by webhook.
import { createHash } from 'node:crypto';
import { pickBetween, type Random } from '../../random';
import type { World } from '../../world';
import { digitsOfDisplay, type PhoneNumber } from '../assets';
import { DAY_MS, type GraphMessage, type MessageStatus, RANKS } from '../conversations';
import { publishChange } from '../webhooks/publish';
import { describeCode } from './codes';

/** Plans the statuses of a message by the current settings. A reaction is only sent: nothing tells when it is seen. */
export function scheduleStatuses(world: World, number: PhoneNumber, message: GraphMessage): void {
  const { enabled, ackDelayMs, deliveryDelayMs, readDelayMs, readRate } = world.statuses;
  if (!enabled) return;
  const { random, graph } = world;
  const names: MessageStatus[] = ['sent', 'delivered'];
  const sentAt = pickBetween(random, ackDelayMs);
  const times = [sentAt, sentAt + pickBetween(random, deliveryDelayMs)];
  if (random() < readRate) {
    names.push('read');
    times.push((times[1] ?? 0) + pickBetween(random, readDelayMs));
    if (graph.settings.playVoice && isVoice(message)) {
      names.push('played');
      times.push((times[2] ?? 0) + pickBetween(random, readDelayMs));
    }
  }
  if (message.kind === 'reaction') names.length = 1;
  if (world.faults.shuffleStatuses) shuffle(times, world.faultRandom);
  names.forEach((name, index) => {
    world.timeline.after(times[index] ?? 0, () => tellStatus(world, number, message, name));
  });
}

/** The message could not be delivered: told after the time of an acknowledgement. */
export function scheduleFailure(
  world: World,
  number: PhoneNumber,
  message: GraphMessage,
  code: number,
  details: string,
) {
  world.timeline.after(pickBetween(world.random, world.statuses.ackDelayMs), () => {
    message.errorCode = code;
    tellStatus(world, number, message, 'failed', [describeCode(code, details)]);
  });
}

/** A status arrives. It is told whatever its order; what is stored never goes back. */
export function tellStatus(
  world: World,
  number: PhoneNumber,
  message: GraphMessage,
  status: MessageStatus,
  errors?: object[],
): void {
  const waba = world.graph.wabas.get(number.wabaId);
  if (waba === undefined || world.graph.senders.get(number.id) !== number) return;
  if (status === 'failed' || RANKS[status] > RANKS[message.status]) message.status = status;
  const { person } = message.conversation;
  const isPhone = /^\d+$/.test(person.id);
  const told = {
    id: message.id,
    status,
    timestamp: String(Math.floor(Date.now() / 1_000)),
    ...(isPhone && { recipient_id: person.id }),
    ...(person.userId !== null && { recipient_user_id: person.userId }),
    ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
    ...((status === 'sent' || status === 'delivered') && describePrice(message)),
    ...(errors && { errors }),
  };
  publishChange(world, waba, 'messages', { ...describeNumber(number), statuses: [told] }, number);
}

/** The head of every `messages` change. */
export function describeNumber(number: PhoneNumber) {
  const metadata = { display_phone_number: digitsOfDisplay(number), phone_number_id: number.id };
  return { messaging_product: 'whatsapp', metadata };
}

/** The person opened the conversation: everything delivered before is now read. */
export function readByPerson(world: World, number: PhoneNumber, messages: GraphMessage[]): void {
  for (const message of messages) {
    const { fromBusiness, kind, status } = message;
    if (fromBusiness && kind !== 'reaction' && (status === 'delivered' || status === 'sent')) {
      tellStatus(world, number, message, 'read');
    }
  }
}

function isVoice({ kind, content }: GraphMessage): boolean {
  return kind === 'audio' && content.voice === true;
}

function describePrice({ at, category, conversation }: GraphMessage) {
  const expiry = String(Math.floor((at + DAY_MS) / 1_000));
  return {
    conversation: {
      id: createHash('md5').update(`${conversation.sender.id} ${conversation.person.id}`).digest('hex'),
      expiration_timestamp: expiry,
      origin: { type: category },
    },
    pricing: {
      billable: category !== 'service',
      pricing_model: 'PMP',
      type: category === 'service' ? 'free_customer_service' : 'regular',
      category,
    },
  };
}

function shuffle(values: number[], random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other] ?? 0, values[last] ?? 0];
  }
}
