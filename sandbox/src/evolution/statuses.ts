// What happens to a message after it was accepted: sent, delivered, read; told as `messages.update`.
import { pickBetween, type Random } from '../random';
import type { World } from '../world';
import { emit } from './emit';
import { STATUS_NAMES, type StoredMessage } from './instances';

const SERVER_ACK = 2;
const DELIVERY_ACK = 3;
export const READ = 4;

/** Plans the statuses of a message by the current settings and faults. */
export function scheduleStatuses(world: World, message: StoredMessage): void {
  const { enabled, ackDelayMs, deliveryDelayMs, readDelayMs, readRate } = world.statuses;
  if (!enabled) return;
  const { random } = world;
  const ackAt = pickBetween(random, ackDelayMs);
  const deliveryAt = ackAt + pickBetween(random, deliveryDelayMs);
  const times = [ackAt, deliveryAt];
  if (random() < readRate) times.push(deliveryAt + pickBetween(random, readDelayMs));
  if (world.faults.shuffleStatuses) shuffle(times, world.faultRandom);
  times.forEach((atMs, index) => {
    world.timeline.after(atMs, () => advance(world, message, SERVER_ACK + index));
  });
}

/** A status arrives. It is told whatever its order; the stored status never goes back. */
export function advance(world: World, message: StoredMessage, status: number): void {
  const { instance } = message;
  if (world.instances.get(instance.name) !== instance) return;
  message.status = Math.max(message.status, status);
  const { duplicateStatusRate } = world.faults;
  const times = duplicateStatusRate > 0 && world.faultRandom() < duplicateStatusRate ? 2 : 1;
  const told = {
    keyId: message.id,
    remoteJid: message.remoteJid,
    fromMe: message.fromMe,
    status: STATUS_NAMES[status],
    instanceId: instance.id,
    messageId: `cm${message.id.toLowerCase()}`,
  };
  emit(world, instance, 'messages.update', told, times);
}

/** The customer opened the conversation: everything delivered before is now read. */
export function readByCustomer(world: World, messages: Iterable<StoredMessage>): void {
  for (const message of messages) {
    if (message.fromMe && message.status === DELIVERY_ACK) advance(world, message, READ);
  }
}

function shuffle(values: number[], random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other] ?? 0, values[last] ?? 0];
  }
}
