// Refusals of Messenger and Instagram: they go by subcode as much as by code.
import type { InstagramAccount, Page } from '../assets';
import { type GraphRefusal, refuse } from '../errors';

export type MessagingSender = Page | InstagramAccount;

/** The person wrote too long ago. */
export function refuseWindow({ kind }: MessagingSender): GraphRefusal {
  const words = 'This message is sent outside of allowed window.';
  if (kind === 'page') return refuse(10, words, { subcode: 2018278 });
  return refuse(10, words, { status: 403, subcode: 2534022, type: 'IGApiException' });
}

/** No such person, or one known to another Page only. */
export function refuseRecipient(): GraphRefusal {
  return refuse(100, 'No matching user found', { subcode: 2018001 });
}

/** Blocked the business, or is gone. */
export function refuseUnavailable(): GraphRefusal {
  return refuse(551, 'This person isn’t available right now.', { subcode: 1545041 });
}

/** The attachment could not be fetched, or is of a wrong type or size. */
export function refuseAttachment(reason: string): GraphRefusal {
  const words = 'Failed to upload attachment';
  return refuse(100, `${words}: ${reason}`, { subcode: 2018047, userTitle: words, userMessage: reason });
}
