// Tells the team, and where it is wanted the customer, that somebody looks at this chat or writes in it.
import { setChatPresence } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../../lib/api-client';
import { showViewers } from '../presence';

/** The server forgets after 45 s. */
const repeatMs = 20_000;
const typingEveryMs = 3_000;
/** Somebody who paused this long looks again rather than writes. */
const pausedMs = 5_000;

/** @returns call it with every keystroke */
export function usePresence(chatId: string): () => void {
  const queryClient = useQueryClient();
  const toldTypingAt = useRef(Number.NEGATIVE_INFINITY);
  const paused = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useRef<(state: 'viewing' | 'typing' | 'left') => void>(() => undefined);
  tell.current = (state) => {
    call(setChatPresence, { params: { id: chatId }, body: { state } }).then(
      ({ viewers }) => {
        if (state !== 'left') showViewers(queryClient, chatId, viewers);
      },
      // A courtesy to others: when it fails, the next one in 20 s says it.
      () => undefined,
    );
  };

  useEffect(() => {
    const send = tell.current;
    const isWriting = () => performance.now() - toldTypingAt.current < pausedMs;
    function look() {
      if (document.visibilityState === 'visible' && !isWriting()) send('viewing');
    }
    function onVisibility() {
      if (document.visibilityState === 'visible') send('viewing');
      else send('left');
    }
    look();
    const timer = setInterval(look, repeatMs);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      clearTimeout(paused.current);
      document.removeEventListener('visibilitychange', onVisibility);
      send('left');
    };
  }, []);

  return () => {
    clearTimeout(paused.current);
    paused.current = setTimeout(() => tell.current('viewing'), pausedMs);
    const now = performance.now();
    if (now - toldTypingAt.current < typingEveryMs) return;
    toldTypingAt.current = now;
    tell.current('typing');
  };
}
