// The tags of chats, as one query shared by every screen that shows or gives them, and the look of their colours.
import { type ChatTag, listChatTags } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { callList } from './api-client';

export const chatTagsKey = ['chat-tags'] as const;

export const chatTagsQuery = queryOptions({
  queryKey: [...chatTagsKey, 'list'],
  queryFn: async ({ signal }) => (await callList(listChatTags, {}, { signal })).items,
  staleTime: 60_000,
});

/** A dot's colour by the tag's, from the palette of the theme. */
export const tagDot: Record<ChatTag['color'], string> = {
  grey: 'bg-tag-grey',
  red: 'bg-tag-red',
  orange: 'bg-tag-orange',
  amber: 'bg-tag-amber',
  green: 'bg-tag-green',
  teal: 'bg-tag-teal',
  blue: 'bg-tag-blue',
  violet: 'bg-tag-violet',
  pink: 'bg-tag-pink',
};

/** Colours come from the server as words; one that is not known here is grey. */
export function dotOf(color: string): string {
  return Object.hasOwn(tagDot, color) ? tagDot[color as ChatTag['color']] : tagDot.grey; // the key was just looked up
}
