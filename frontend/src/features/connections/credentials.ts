// What each channel asks for, and whether it is filled in so far that asking Meta makes sense.
import type { Channel, ConnectionCredentials } from '@parley/contract';

export type TokenChannel = Exclude<Channel, 'whatsapp_evolution'>;
export type FieldKey = 'phoneNumberId' | 'wabaId' | 'pageId' | 'igUserId' | 'token';

/** The fields of a channel in the order of Meta's own pages. */
export const fieldsOf: Record<TokenChannel, readonly FieldKey[]> = {
  whatsapp_cloud: ['phoneNumberId', 'wabaId', 'token'],
  messenger: ['pageId', 'token'],
  instagram: ['igUserId', 'token'],
};

export type Texts = Partial<Record<FieldKey, string>>;

export function isTokenChannel(channel: Channel): channel is TokenChannel {
  return channel !== 'whatsapp_evolution';
}

/** What is wrong with a text before anybody is asked; undefined when it may be right. */
export function faultOf(field: FieldKey, text: string): 'missing' | 'digits' | 'short' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 'missing';
  if (field === 'token') return trimmed.length < 10 ? 'short' : undefined;
  return /^\d{3,25}$/.test(trimmed) ? undefined : 'digits';
}

/** The credentials once every field may be right. */
export function readCredentials(channel: TokenChannel, texts: Texts): ConnectionCredentials | undefined {
  if (fieldsOf[channel].some((field) => faultOf(field, texts[field] ?? '') !== undefined)) return undefined;
  const text = (field: FieldKey) => (texts[field] ?? '').trim();
  switch (channel) {
    case 'whatsapp_cloud':
      return { phoneNumberId: text('phoneNumberId'), wabaId: text('wabaId'), accessToken: text('token') };
    case 'messenger':
      return { pageId: text('pageId'), pageAccessToken: text('token') };
    case 'instagram':
      return { igUserId: text('igUserId'), accessToken: text('token') };
  }
}
