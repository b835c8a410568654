// Frames may overtake each other: a message's file may be told before the message itself. Each picture has a number that says which knows more.
import type { Message } from '@parley/contract';
import type { QueryClient } from '@tanstack/react-query';

interface Picture {
  message: Message;
  asOf: number;
}

/** Frames that overtake each other are moments apart; older pictures need not be remembered. */
const rememberedAtMost = 1_000;
const pictures = new WeakMap<QueryClient, Map<string, Picture>>();

/** Of this picture and those that came before it, the one that knows most. */
export function newestPicture(queryClient: QueryClient, picture: Picture): Message {
  const known = pictures.get(queryClient) ?? new Map<string, Picture>();
  pictures.set(queryClient, known);
  const { id } = picture.message;
  const earlier = known.get(id);
  const newest = earlier && earlier.asOf > picture.asOf ? earlier : picture;
  known.delete(id);
  known.set(id, newest);
  // A map keeps the order of insertion: the first is what was told longest ago.
  const [oldest] = known.keys();
  if (known.size > rememberedAtMost && oldest) known.delete(oldest);
  return newest.message;
}
