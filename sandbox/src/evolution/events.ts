// The webhook events an instance may subscribe to, and the names they travel under.

/** Names accepted by `webhook.events`, in the order the real server lists them. */
export const EVENT_NAMES = [
  'APPLICATION_STARTUP',
  'QRCODE_UPDATED',
  'MESSAGES_SET',
  'MESSAGES_UPSERT',
  'MESSAGES_EDITED',
  'MESSAGES_UPDATE',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'SEND_MESSAGE_UPDATE',
  'CONTACTS_SET',
  'CONTACTS_UPSERT',
  'CONTACTS_UPDATE',
  'PRESENCE_UPDATE',
  'CHATS_SET',
  'CHATS_UPSERT',
  'CHATS_UPDATE',
  'CHATS_DELETE',
  'GROUPS_UPSERT',
  'GROUP_UPDATE',
  'GROUP_PARTICIPANTS_UPDATE',
  'CONNECTION_UPDATE',
  'LABELS_EDIT',
  'LABELS_ASSOCIATION',
  'CALL',
  'TYPEBOT_START',
  'TYPEBOT_CHANGE_STATUS',
  'REMOVE_INSTANCE',
  'LOGOUT_INSTANCE',
  'INSTANCE_CREATE',
  'INSTANCE_DELETE',
  'STATUS_INSTANCE',
] as const;

/** The events this server sends: name in the envelope → name in the subscription. */
const SUBSCRIPTIONS = {
  'qrcode.updated': 'QRCODE_UPDATED',
  'connection.update': 'CONNECTION_UPDATE',
  'status.instance': 'STATUS_INSTANCE',
  'logout.instance': 'LOGOUT_INSTANCE',
  'instance.create': 'INSTANCE_CREATE',
  'instance.delete': 'INSTANCE_DELETE',
  'remove.instance': 'REMOVE_INSTANCE',
  'messages.upsert': 'MESSAGES_UPSERT',
  'messages.update': 'MESSAGES_UPDATE',
  'messages.edited': 'MESSAGES_EDITED',
  'messages.delete': 'MESSAGES_DELETE',
  'send.message': 'SEND_MESSAGE',
  'contacts.upsert': 'CONTACTS_UPSERT',
  'presence.update': 'PRESENCE_UPDATE',
} as const;

export type EventName = keyof typeof SUBSCRIPTIONS;

export function subscriptionOf(event: EventName): string {
  return SUBSCRIPTIONS[event];
}
