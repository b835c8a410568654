// A found message's words with what was looked for marked.
import type { FoundMessage } from '@parley/contract';

/** Cuts a text at its marks; ranges that overlap or lie outside are trimmed. */
export function cutAtMarks(
  text: string,
  ranges: FoundMessage['highlight'],
): { text: string; marked: boolean; at: number }[] {
  const parts: { text: string; marked: boolean; at: number }[] = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, start);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) parts.push({ text: text.slice(at, from), marked: false, at });
    parts.push({ text: text.slice(from, to), marked: true, at: from });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false, at });
  return parts;
}

export interface ExcerptProps {
  found: Pick<FoundMessage, 'excerpt' | 'highlight'>;
  /** Who wrote it, before the words. */
  lead: string | null;
}

export function Excerpt({ found, lead }: ExcerptProps) {
  return (
    <bdi className="line-clamp-2 text-13 leading-snug text-ink-muted match-parent [overflow-wrap:anywhere]">
      {lead && (
        <>
          <bdi className="text-ink-secondary">{lead}</bdi>{' '}
        </>
      )}
      {cutAtMarks(found.excerpt, found.highlight).map((part) =>
        part.marked ? (
          <mark key={part.at} className="rounded-xs bg-accent-soft px-px font-medium text-accent-text">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
