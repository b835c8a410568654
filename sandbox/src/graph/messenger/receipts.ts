// What becomes of a message on Messenger and Instagram: delivered and read, by watermark or by id.
import { pickBetween } from '../../random';
import type { World } from '../../world';
import type { Conversation, GraphMessage } from '../conversations';
import { RANKS } from '../conversations';
import { publishMessaging } from '../webhooks/publish';
import type { MessagingSender } from './errors';

/** Plans delivery and reading by the current settings. Instagram tells of reading only. */
export function scheduleReceipts(world: World, sender: MessagingSender, message: GraphMessage): void {
  const { enabled, ackDelayMs, deliveryDelayMs, readDelayMs, readRate } = world.statuses;
  if (!enabled) return;
  const { random } = world;
  const deliveredAt = pickBetween(random, ackDelayMs) + pickBetween(random, deliveryDelayMs);
  world.timeline.after(deliveredAt, () => tellDelivery(world, sender, message));
  if (random() >= readRate) return;
  const readAt = deliveredAt + pickBetween(random, readDelayMs);
  world.timeline.after(readAt, () => tellReading(world, sender, message.conversation, message));
}

function tellDelivery(world: World, sender: MessagingSender, message: GraphMessage): void {
  if (world.graph.senders.get(sender.id) !== sender) return;
  world.version++;
  raise(message, 'delivered');
  if (sender.kind !== 'page') return;
  const delivery = { mids: [message.id], watermark: Date.now() };
  publishMessaging(world, sender, 'message_deliveries', { ...fromPerson(sender, message.conversation), delivery });
}

/** The person has seen everything up to a message, or up to now. */
export function tellReading(
  world: World,
  sender: MessagingSender,
  conversation: Conversation,
  upTo = conversation.messages.findLast(({ fromBusiness }) => fromBusiness),
): void {
  if (upTo === undefined || world.graph.senders.get(sender.id) !== sender) return;
  const watermark = Date.now();
  for (const message of conversation.messages) {
    if (message.fromBusiness && message.at <= upTo.at) raise(message, 'read');
  }
  const item = fromPerson(sender, conversation);
  if (sender.kind === 'page') publishMessaging(world, sender, 'message_reads', { ...item, read: { watermark } });
  else publishMessaging(world, sender, 'messaging_seen', { ...item, read: { mid: upTo.id } });
}

/** The head of everything a person does. */
export function fromPerson(sender: MessagingSender, { person }: Conversation, at = Date.now()) {
  return { sender: { id: person.id }, recipient: { id: sender.id }, timestamp: at };
}

function raise(message: GraphMessage, status: 'delivered' | 'read'): void {
  if (RANKS[status] > RANKS[message.status]) message.status = status;
}
