// What changed between two wordings, word by word.
import { diffWordsWithSpace } from 'diff';
import { useMemo } from 'react';

export default function VersionDiff({ from, to }: { from: string; to: string }) {
  const parts = useMemo(() => {
    let at = 0;
    return diffWordsWithSpace(from, to).map((part) => {
      const key = at;
      at += part.value.length + 1;
      return { key, ...part };
    });
  }, [from, to]);
  return (
    <p dir="auto" className="rounded-sm bg-surface px-3 py-2 text-13 whitespace-pre-line text-ink-secondary">
      {parts.map(({ key, added, removed, value }) => {
        if (added)
          return (
            <ins key={key} className="rounded-xs bg-success-soft text-success no-underline">
              {value}
            </ins>
          );
        if (removed)
          return (
            <del key={key} className="rounded-xs bg-danger-soft text-danger">
              {value}
            </del>
          );
        return <span key={key}>{value}</span>;
      })}
    </p>
  );
}
