// Acting as a person towards any kind of sender, and as the business outside the app.
import type { World } from '../world';
import type { Sender } from './assets';
import type { GraphInboundBody } from './control/inbound-schema';
import type { Conversation, GraphMessage } from './conversations';
import { writeInInbox } from './messenger/echoes';
import { receiveMessaging } from './messenger/inbound';
import { tellReading } from './messenger/receipts';
import { echoFromApp, receiveWhatsApp } from './whatsapp/inbound';
import { readByPerson } from './whatsapp/statuses';

/** A person writes, reacts, edits or takes back. */
export function receiveMessage(world: World, sender: Sender, inbound: GraphInboundBody): GraphMessage {
  world.remember();
  return sender.kind === 'number' ? receiveWhatsApp(world, sender, inbound) : receiveMessaging(world, sender, inbound);
}

/** The business writes in Meta's own app: the Page inbox, Instagram, or the WhatsApp Business app. */
export function writeElsewhere(world: World, sender: Sender, personId: string, text: string): GraphMessage {
  if (sender.kind === 'number') return echoFromApp(world, sender, personId, text);
  return writeInInbox(world, sender, personId, text);
}

/** The person opens the conversation. */
export function readConversationAs(world: World, conversation: Conversation): void {
  const { sender, messages } = conversation;
  if (sender.kind === 'number') readByPerson(world, sender, messages);
  else tellReading(world, sender, conversation);
}
