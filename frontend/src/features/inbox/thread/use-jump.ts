// Leads to a message of this thread, loading older pages until it is there: from a quote, or from a found message in the address.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { notifyInfo } from '../../../ui/toast';

/** So far back one jump goes: forty messages a page. */
const mostPages = 50;
const ledForMs = 2_000;

export interface JumpSource {
  has: (messageId: string) => boolean;
  /** Loads the next older page; false when there is none. */
  loadOlder: () => Promise<boolean>;
  /** The first page is there. */
  ready: boolean;
}

export function useJump(source: JumpSource) {
  const { t } = useTranslation('inbox');
  const [led, setLed] = useState<{ messageId: string } | null>(null);
  const [lit, setLit] = useState<string | null>(null);
  const latest = useRef(source);
  latest.current = source;
  const searching = useRef('');

  const jumpTo = useCallback(
    async (messageId: string) => {
      searching.current = messageId;
      for (let page = 0; page < mostPages && !latest.current.has(messageId); page += 1) {
        if (!(await latest.current.loadOlder())) break;
        // Another jump was asked for meanwhile, or the thread is gone.
        if (searching.current !== messageId) return;
      }
      if (!latest.current.has(messageId)) {
        notifyInfo(t('thread.quotedGone'));
        return;
      }
      setLed({ messageId });
      setLit(messageId);
    },
    [t],
  );

  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), ledForMs);
    return () => clearTimeout(timer);
  }, [lit]);

  useEffect(
    () => () => {
      searching.current = '';
    },
    [],
  );

  const [params, setParams] = useSearchParams();
  const asked = params.get('message');
  useEffect(() => {
    if (!asked || !source.ready) return;
    // Taken out of the address, so that the same message can be asked for again.
    setParams(
      (old) => {
        old.delete('message');
        return old;
      },
      { replace: true },
    );
    void jumpTo(asked);
  }, [asked, source.ready, setParams, jumpTo]);

  return { led, lit, jumpTo };
}
