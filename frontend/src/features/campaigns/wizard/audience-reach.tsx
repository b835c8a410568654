// How many of the chosen people will receive the campaign, counted while they are chosen.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDebounced } from '../../../lib/use-debounced';
import { ReachBar } from '../../../ui/reach-bar';
import { audienceCountQuery } from '../api';
import { audienceOf, type Draft, keepsAudience } from './draft';

const typingPauseMs = 400;

export function AudienceReach({ draft }: { draft: Draft }) {
  const chosen = useMemo(() => {
    // Kept people are known to the server alone; the check tells of them.
    const readable = !keepsAudience(draft) && (draft.audience !== 'list' || draft.listReady);
    return readable ? audienceOf(draft) : null;
  }, [draft]);
  const audience = useDebounced(chosen, typingPauseMs);
  const count = useQuery(audienceCountQuery(audience, draft.connectionId));
  if (chosen === null) return null;
  return <ReachBar count={count.data} stale={count.isPlaceholderData} failed={count.isError} />;
}
