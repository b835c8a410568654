// Which chats are chosen for doing something with many: by x, by the box on a row, or a range with Shift.
import type { Chat } from '@parley/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyInfo } from '../../../ui/toast';
import { bulkMax } from '../bulk';

const none: ReadonlySet<string> = new Set();

/**
 * The choice after a press on `id`: switched by itself, or everything from `anchor` to it.
 * @returns the new choice, and whether it had to stop at `most`
 */
export function choose(
  chosen: ReadonlySet<string>,
  ids: readonly string[],
  id: string,
  anchor: string | null,
  most: number,
): { chosen: ReadonlySet<string>; full: boolean } {
  const next = new Set(chosen);
  const from = anchor === null ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) {
    if (!next.delete(id)) next.add(id);
  } else {
    const step = from <= to ? 1 : -1;
    for (let index = from; index !== to + step; index += step) next.add(ids[index] ?? id);
  }
  if (next.size <= most) return { chosen: next, full: false };
  return { chosen: new Set([...next].slice(0, most)), full: true };
}

export interface Selection {
  /** The chosen ones that are still listed. */
  chats: Chat[];
  has: (chatId: string) => boolean;
  ids: ReadonlySet<string>;
  /** Stable. `range`: everything from the last press to this one. */
  toggle: (chatId: string, range: boolean) => void;
  clear: () => void;
}

export function useSelection(listed: readonly Chat[]): Selection {
  const { t } = useTranslation('inbox');
  const [ids, setIds] = useState(none);
  const anchor = useRef<string | null>(null);
  const latest = useRef({ ids, listed });
  latest.current = { ids, listed };
  const [toggle] = useState(() => (chatId: string, range: boolean) => {
    const now = latest.current;
    const order = now.listed.map((chat) => chat.id);
    const next = choose(now.ids, order, chatId, range ? anchor.current : null, bulkMax);
    if (next.full) notifyInfo(t('bulk.full', { count: bulkMax }));
    anchor.current = chatId;
    setIds(next.chosen);
  });
  const chats = ids.size === 0 ? [] : listed.filter((chat) => ids.has(chat.id));
  return {
    chats,
    ids,
    has: (chatId) => ids.has(chatId),
    toggle,
    clear: () => {
      anchor.current = null;
      setIds(none);
    },
  };
}
