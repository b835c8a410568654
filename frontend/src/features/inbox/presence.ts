// Who looks at a chat now, and who writes in it: colleagues by the live feed, the customer too. Kept in the cache, gone with it.
import type { ChatViewer } from '@parley/contract';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session';

const presenceKey = (chatId: string) => ['presence', chatId] as const;
const typingKey = (chatId: string) => ['contact-typing', chatId] as const;

/** Nobody says that the customer stopped writing when the phone goes silent; providers repeat it well within this time (ms). */
const typingHoldsMs = 25_000;
const typingEnds = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps what the server said about who is there; the reader may be among them. */
export function showViewers(queryClient: QueryClient, chatId: string, viewers: ChatViewer[]): void {
  queryClient.setQueryData<ChatViewer[]>(presenceKey(chatId), viewers);
}

/** Keeps that the customer writes; forgotten by itself when nothing more is heard. */
export function showTyping(queryClient: QueryClient, chatId: string, typing: boolean): void {
  clearTimeout(typingEnds.get(chatId));
  typingEnds.delete(chatId);
  queryClient.setQueryData<boolean>(typingKey(chatId), typing);
  if (!typing) return;
  typingEnds.set(
    chatId,
    setTimeout(() => showTyping(queryClient, chatId, false), typingHoldsMs),
  );
}

const nobody: ChatViewer[] = [];

/** The colleagues in a chat, without the reader. */
export function useViewers(chatId: string): ChatViewer[] {
  const { user } = useSession();
  const { data } = useQuery<ChatViewer[]>({
    queryKey: presenceKey(chatId),
    // Only heard, never asked for: the one request about it is the composer's own "I am here".
    queryFn: () => nobody,
    enabled: false,
  });
  if (!data || data.every((viewer) => viewer.userId === user.id)) return nobody;
  return data.filter((viewer) => viewer.userId !== user.id);
}

/** Whether the customer is writing now. */
export function useContactTyping(chatId: string): boolean {
  const { data } = useQuery<boolean>({ queryKey: typingKey(chatId), queryFn: () => false, enabled: false });
  return data ?? false;
}
