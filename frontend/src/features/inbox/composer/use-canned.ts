// Ready answers in the field: a slash at the beginning of a line opens their list, arrows choose, Enter puts the answer in its place.
import type { CannedReply } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { cannedRepliesQuery, useRenderCanned } from '../thread/api';
import { type CannedAsk, findAsk, findReplies, insertReply } from './canned';

const nothing: CannedReply[] = [];

export interface CannedField {
  text: string;
  caret: number;
  /** Puts text and caret into the field. */
  write: (text: string, caret: number) => void;
}

export function useCanned(chatId: string, { text, caret, write }: CannedField) {
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string>();
  const [missing, setMissing] = useState<string[]>([]);
  const found = findAsk(text, caret);
  const ask = found && dismissed !== `${found.start}` ? found : null;
  const { data: all = nothing, isPending } = useQuery({ ...cannedRepliesQuery, enabled: ask !== null });
  const { mutate: render } = useRenderCanned(chatId);
  const replies = ask ? findReplies(all, ask.query) : nothing;
  const chosen = replies.find((one) => one.id === chosenId) ?? replies[0];

  function choose(reply: CannedReply, at: CannedAsk) {
    render(reply.id, {
      onSuccess: (answer) => {
        const next = insertReply(text, at, answer.text);
        setMissing(answer.missing);
        write(next.text, next.caret);
      },
    });
  }

  return {
    ask,
    replies,
    chosen,
    none: all.length === 0,
    loading: isPending && ask !== null,
    missing,
    forgetMissing: () => setMissing([]),
    point: (reply: CannedReply) => setChosenId(reply.id),
    choose: (reply: CannedReply) => ask && choose(reply, ask),
    /** True when the key was the list's. */
    onKey: (event: KeyboardEvent): boolean => {
      if (!found) setDismissed(null);
      if (!ask) return false;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0 && chosen) {
        const next = replies[(replies.indexOf(chosen) + step + replies.length) % replies.length];
        setChosenId(next?.id);
      } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.shiftKey) {
        choose(chosen, ask);
      } else if (event.key === 'Escape') {
        setDismissed(`${ask.start}`);
      } else {
        return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
