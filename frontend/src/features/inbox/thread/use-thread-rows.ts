// Everything a thread shows, as rows: its messages page by page, notes and outages between them, and what is still on its way.
import type { Message } from '@parley/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormat } from '../../../lib/format';
import { gapsQuery, notesQuery, threadQuery } from '../api';
import { useOutgoing } from '../outgoing';
import { toRows } from './rows';

export function useThreadRows(chatId: string) {
  const query = useInfiniteQuery(threadQuery(chatId));
  const outgoing = useOutgoing(chatId);
  const { dayKey } = useFormat();
  // The thread does not wait for these: they find their places when they come.
  const { data: notes } = useQuery(notesQuery(chatId));
  const { data: gaps } = useQuery(gapsQuery(chatId));
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const complete = query.data !== undefined && !query.hasNextPage;
  const rows = useMemo(
    () => toRows(messages, outgoing, { notes: notes ?? [], gaps: gaps ?? [], complete }, dayKey),
    [messages, outgoing, notes, gaps, complete, dayKey],
  );
  return {
    query,
    rows,
    has: (messageId: string) => messages.some((message) => message.id === messageId),
    loadOlder: async () => {
      if (!query.hasNextPage) return false;
      const { isSuccess } = await query.fetchNextPage({ cancelRefetch: false });
      return isSuccess;
    },
    /** Pictures and films of what is loaded, oldest first; `also` is among them even while it is on its way. */
    pictured: (also: Message): Message[] => {
      const all = messages.filter(isPictured).reverse();
      return all.some((one) => one.id === also.id || (one.clientKey !== null && one.clientKey === also.clientKey))
        ? all
        : [...all, also];
    },
  };
}

function isPictured({ kind, media }: Message): boolean {
  return kind !== 'sticker' && media?.state === 'ready' && media.url !== null && /^(image|video)$/.test(media.kind);
}
