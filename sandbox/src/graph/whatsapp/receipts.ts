// What the business shows a person: that it has read, and that it is typing.
import type { World } from '../../world';
import type { PhoneNumber } from '../assets';
import { type Body, isObject, readText } from '../request';
import { refuseCode } from './codes';

/** The typing bubble ends after 25 s, or with the next message. */
const TYPING_MS = 25_000;

/** Marks a message of a person and the earlier ones as read. @throws GraphRefusal 131009 when it is not theirs */
export function markRead(world: World, number: PhoneNumber, body: Body): void {
  const message = world.graph.messages.get(readText(body, 'message_id') ?? '');
  if (message === undefined || message.fromBusiness || message.conversation.sender !== number) {
    throw refuseCode(131009, 'message_id is not a message received by this number.');
  }
  const { conversation } = message;
  conversation.readAt = Math.max(conversation.readAt, message.at);
  for (const one of conversation.messages) if (!one.fromBusiness && one.at <= message.at) one.status = 'read';
  if (isObject(body.typing_indicator)) {
    if (body.typing_indicator.type !== 'text') throw refuseCode(131009, 'typing_indicator.type must be text.');
    conversation.typingUntil = Date.now() + TYPING_MS;
  }
  world.version++;
}
